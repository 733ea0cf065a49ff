import { type GunzipError, gunzipUntil } from '../../io/gunzip.ts'
import type { FileSystem } from '../../io/index.ts'
import { ChartFile } from '../chart-file.ts'
import { type HelmError, refusal } from '../helm-error.ts'
import { quote } from '../../go/quote.ts'
import { type ReadOptions, withoutMark } from './read-folder.ts'
import { type TarEntry, readTar } from './read-tar.ts'

const hint = 'make the archive with "helm package" or "chartwright package"'

/**
 * Reads the files of a packaged chart (.tgz) from memory. Nothing is written anywhere, and entries that point
 * out of the chart are refused. A link is an empty file, as in Helm: what it points to is never looked at.
 */
export function readArchive(
  fileSystem: Pick<FileSystem, 'gunzip'>,
  bytes: Uint8Array,
  options: ReadOptions,
): ChartFile[] {
  const { limits, version } = options
  if (bytes.length < 10 || bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    const text = bytes.length === 0 ? 'EOF' : bytes.length < 10 ? 'unexpected EOF' : 'gzip: invalid header'
    throw refusal('chart-archive-invalid', text, { message: 'this is no gzipped archive', hint })
  }
  const entries = unpack(fileSystem, bytes, options)
  const files: ChartFile[] = []
  let total = 0
  for (const entry of entries) {
    if (entry.type === '5' || entry.type === 'g') continue
    const name = safeName(entry)
    if (version.limitsFileSize && entry.data.length > limits.fileBytes) {
      throw refusal(
        'chart-too-large',
        `decompressed chart file ${quote(entry.name)} is larger than the maximum file size ${limits.fileBytes}`,
        { hint: 'leave the file out of the chart, or split it' },
      )
    }
    total += entry.data.length
    if (total >= limits.chartBytes || files.length >= limits.files) throw tooLarge(options)
    files.push(new ChartFile(name, withoutMark(entry.data)))
  }
  if (files.length === 0) throw refusal('chart-archive-invalid', 'no files in chart archive', { hint })
  return files
}

/** The entries one by one: what is wrong further on comes after what is wrong with the first ones. */
function* unpack(
  fileSystem: Pick<FileSystem, 'gunzip'>,
  bytes: Uint8Array,
  options: ReadOptions,
): Generator<TarEntry, void> {
  // Padding and headers add to the files: half as much again leaves room for thousands of small ones.
  const most = Math.floor(options.limits.chartBytes * 1.5)
  let tar: Uint8Array
  let ending: string | undefined
  try {
    tar = fileSystem.gunzip(bytes, most)
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(options)
    // Go reads no further than the archive's end: a checksum, and what stands behind the stream, are never met.
    const part = gunzipUntil(bytes, most)
    tar = part.bytes
    ending = part.error && gzipText(part.error)
  }
  try {
    yield* readTar(tar, ending)
  } catch (error) {
    throw refusal('chart-archive-invalid', (error as Error).message, {
      message: 'the archive is damaged',
      hint,
    })
  }
}

function gzipText({ code, at }: GunzipError): string {
  if (code === 'Z_BUF_ERROR') return 'unexpected EOF'
  return at === undefined ? 'gzip: invalid header' : `flate: corrupt input before offset ${at}`
}

function tooLarge({ version, limits }: ReadOptions): HelmError {
  const size = version.line === 4 && !version.limitsFileSize ? 'maximum size' : 'maximum file size'
  return refusal('chart-too-large', `decompressed chart is larger than the ${size} ${limits.chartBytes}`, {
    hint: 'raise the limit only for a chart you trust: an archive may expand without end',
  })
}

/** The entry's path inside the chart: Helm drops the first folder and refuses paths that leave it. */
function safeName(entry: TarEntry): string {
  const delimiter = entry.name.includes('\\') ? '\\' : '/'
  const [first, ...rest] = entry.name.split(delimiter)
  const joined = rest.join(delimiter).replaceAll(delimiter, '/')
  const unsafe = (text: string, message: string) =>
    refusal('chart-archive-unsafe', text, {
      message: `the archive's entry ${quote(entry.name)} ${message}`,
      hint,
    })
  if (joined.startsWith('/')) throw unsafe('chart illegally contains absolute paths', 'has an absolute path')
  const name = cleanPath(joined)
  if (name === '.') {
    throw unsafe(
      `chart illegally contains content outside the base directory: ${quote(entry.name)}`,
      'lies outside the folder of the chart',
    )
  }
  if (name.startsWith('..'))
    throw unsafe('chart illegally references parent directory', 'leads out of the folder of the chart')
  if (/^[a-zA-Z]:\//.test(name)) throw unsafe('chart contains illegally named files', 'names a Windows drive')
  if (first === 'Chart.yaml')
    throw unsafe('chart yaml not in base directory', 'is not inside a folder named after the chart')
  return name
}

/** Go's path.Clean of a relative path. */
function cleanPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.length === 0 ? '.' : parts.join('/')
}
