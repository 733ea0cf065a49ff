import type { GoMap, GoValue } from '../../go/index.ts'
import type { FileSystem } from '../../io/index.ts'
import type { Chart, Lock, Metadata } from '../chart.ts'
import { ChartFile } from '../chart-file.ts'
import { ContentCache } from '../content-cache.ts'
import { HelmError, refusal } from '../helm-error.ts'
import { type HelmVersion, resolveHelmVersion } from '../helm-version.ts'
import { type Log, noLog } from '../log.ts'
import { YamlError, readYamlForStruct } from '../read-yaml.ts'
import { refuseVersion3 } from '../release-checks.ts'
import { spanOf } from '../span-in-file.ts'
import { readValues } from '../values/read-values.ts'
import { DecodeError, type Shape, decodeInto, string } from '../decode.ts'
import { type LoadLimits, defaultLimits } from './limits.ts'
import { decodeLock, decodeMetadata, emptyMetadata, validateMetadata } from './metadata.ts'
import { readArchive } from './read-archive.ts'
import { type ReadOptions, goError, readFolder } from './read-folder.ts'

export interface LoadOptions {
  version?: HelmVersion
  limits?: Partial<LoadLimits>
  log?: Log
  /** Helm 4's commands look for the apiVersion before they load; what is below them does not. */
  skipDetection?: boolean
}

/**
 * Loads a chart from a folder or a .tgz. Throws HelmError when Helm of that version would refuse it.
 *
 * @example loadChart(nodeFileSystem, 'charts/dagu').metadata.version
 */
export function loadChart(fileSystem: FileSystem, path: string, options: LoadOptions = {}): Chart {
  const read = readOptions(options)
  const found = fileSystem.stat(path)
  if (!found)
    throw refusal('chart-missing', `path "${path}" not found`, { hint: 'name the folder or .tgz of a chart' })
  if (found.kind === 'directory') {
    const detects = read.version.line === 4 && !options.skipDetection
    const apiVersion = detects ? requireChartFile(fileSystem, path) : ''
    const chart = assemble(readFolder(fileSystem, path, read), path, fileSystem, read, 0)
    if (apiVersion === 'v3') refuseVersion3(chart, read.version)
    return chart
  }
  const bytes = fileSystem.readFile(path)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
  if (!isGzip) throw notAnArchive(fileSystem.absolutePath(path), path, bytes)
  return loadArchive(fileSystem, bytes, { ...options, origin: path, path: fileSystem.absolutePath(path) })
}

/** Loads a chart from the bytes of a .tgz. */
export function loadArchive(
  fileSystem: Pick<FileSystem, 'gunzip'>,
  bytes: Uint8Array,
  options: LoadOptions & { origin?: string; path?: string } = {},
): Chart {
  const read = readOptions(options)
  const { origin = 'chart.tgz', path = origin } = options
  const noChartFile = ({ message, diagnostics }: HelmError) =>
    new HelmError(
      `file '${path}' does not appear to be a valid chart file (details: ${message})`,
      diagnostics,
    )
  let files: ChartFile[]
  try {
    files = readArchive(fileSystem, bytes, read)
  } catch (error) {
    if (!(error instanceof HelmError) || read.version.line === 3) throw error
    // Helm 4 looks into the archive twice, and the first look does not say what was wrong.
    if (error.message === 'gzip: invalid header') throw noChartFile(error)
    throw new HelmError('unable to load chart archive', error.diagnostics)
  }
  let apiVersion = ''
  if (read.version.line === 4) {
    const described = files.find((file) => file.name === 'Chart.yaml')
    if (!described) throw chartFileMissing('unable to detect chart version, no Chart.yaml found', origin)
    apiVersion = detectApiVersion(described, `${origin}/Chart.yaml`)
  }
  try {
    const chart = assemble(files, origin, fileSystem, read, 0)
    if (apiVersion === 'v3') refuseVersion3(chart, read.version)
    return chart
  } catch (error) {
    const isHeader = error instanceof HelmError && error.message.endsWith(': gzip: invalid header')
    throw isHeader && read.version.line === 4 ? noChartFile(error) : error
  }
}

/** Makes a chart of files already in memory, names relative to the chart's folder. */
export function loadFiles(
  fileSystem: Pick<FileSystem, 'gunzip'>,
  files: readonly ChartFile[],
  options: LoadOptions & { origin?: string } = {},
): Chart {
  return assemble(files, options.origin ?? 'chart', fileSystem, readOptions(options), 0)
}

/** The files of a packaged chart, as they are in it. Throws HelmError. */
export function archiveFiles(
  fileSystem: Pick<FileSystem, 'gunzip'>,
  bytes: Uint8Array,
  options: LoadOptions,
): ChartFile[] {
  return readArchive(fileSystem, bytes, readOptions(options))
}

function readOptions({ version = resolveHelmVersion()!, limits, log = noLog }: LoadOptions): ReadOptions {
  return { version, limits: { ...defaultLimits, ...limits }, log }
}

function assemble(
  files: readonly ChartFile[],
  origin: string,
  fileSystem: Pick<FileSystem, 'gunzip'>,
  options: ReadOptions,
  depth: number,
): Chart {
  const { version, log } = options
  let metadata: Metadata | undefined
  let lock: Lock | undefined
  let values: GoMap | null = null
  let valuesFile: ChartFile | undefined
  let schema: ChartFile | undefined
  const templates: ChartFile[] = []
  const others: ChartFile[] = []
  const subcharts = new Map<string, ChartFile[]>()
  const where = (file: ChartFile) => `${origin}/${file.name}`

  for (const file of files) {
    if (file.name !== 'Chart.yaml') continue
    metadata ??= emptyMetadata(version)
    decodeYaml(file, where(file), (value) => decodeMetadata(value, metadata!, version))
    if (metadata.apiVersion === '') metadata.apiVersion = 'v1'
  }
  for (const file of files) {
    const { name } = file
    if (name === 'Chart.yaml') continue
    if (name === 'Chart.lock') {
      lock = decodeYaml(file, where(file), (value) => decodeLock(value, version))
    } else if (name === 'values.yaml') {
      valuesFile = file
      try {
        values = valuesOf(file, where(file), version)
      } catch (error) {
        throw error instanceof HelmError ? error.within('cannot load values.yaml: ') : error
      }
    } else if (name === 'values.schema.json') schema = file
    else if (name === 'requirements.yaml' || name === 'requirements.lock') {
      metadata ??= emptyMetadata(version)
      const isLock = name === 'requirements.lock'
      if (!isLock && metadata.apiVersion !== 'v1') logMoved(log, where(file), isLock)
      if (isLock) lock = decodeYaml(file, where(file), (value) => decodeLock(value, version))
      else decodeYaml(file, where(file), (value) => decodeMetadata(value, metadata!, version))
      if (isLock && metadata.apiVersion !== 'v1') logMoved(log, where(file), isLock)
      if (metadata.apiVersion === 'v1') others.push(file)
    } else if (name.startsWith('templates/')) templates.push(file)
    else if (name.startsWith('charts/') && !name.endsWith('.prov')) {
      const inside = new ChartFile(name.slice('charts/'.length), file)
      const folder = inside.name.split('/', 1)[0]!
      const group = subcharts.get(folder)
      if (group) group.push(inside)
      else subcharts.set(folder, [inside])
    } else others.push(file)
  }
  if (!metadata) throw chartFileMissing('Chart.yaml file is missing', origin)
  const problem = validateMetadata(metadata, version)
  if (problem) {
    throw refusal('chart-metadata-invalid', problem.text, {
      message: `Chart.yaml: ${problem.text.replace(/^validation: (chart\.metadata\.)?/, '')}`,
      span: spanOf(
        files.find((file) => file.name === 'Chart.yaml'),
        `${origin}/Chart.yaml`,
        problem.path,
      ),
      hint: 'see https://helm.sh/docs/topics/charts/#the-chartyaml-file for what each key may hold',
    })
  }

  const chart: Chart = {
    metadata,
    lock,
    raw: files,
    templates,
    files: others,
    values,
    valuesFile,
    schema,
    dependencies: [],
    parent: undefined,
    origin,
  }
  const dependencies: Chart[] = []
  for (const [folder, group] of subcharts) {
    const child = loadSubchart(folder, group, chart, fileSystem, options, depth + 1)
    if (!child) continue
    child.parent = chart
    dependencies.push(child)
  }
  chart.dependencies = dependencies
  return chart
}

function loadSubchart(
  folder: string,
  group: ChartFile[],
  parent: Chart,
  fileSystem: Pick<FileSystem, 'gunzip'>,
  options: ReadOptions,
  depth: number,
): Chart | undefined {
  if (/^[_.]/.test(folder)) return undefined
  const parentName = parent.metadata.name
  const origin = `${parent.origin}/charts/${folder}`
  if (depth > options.limits.depth) {
    throw refusal('chart-too-large', `error unpacking subchart ${folder} in ${parentName}: too deep`, {
      message: `charts lie more than ${options.limits.depth} deep inside each other`,
    })
  }
  try {
    if (extension(folder) === '.tgz') {
      const file = group[0]!
      if (file.name !== folder) {
        throw refusal(
          'chart-archive-invalid',
          `error unpacking subchart tar in ${parentName}: expected ${folder}, got ${file.name}`,
          { message: `${origin} is a folder; its name ends in .tgz as a packaged chart's does` },
        )
      }
      return assemble(readArchive(fileSystem, file.bytes, options), origin, fileSystem, options, depth)
    }
    const files = group
      .filter((file) => file.name.includes('/'))
      .map((file) => new ChartFile(file.name.slice(folder.length + 1), file))
    return assemble(files, origin, fileSystem, options, depth)
  } catch (error) {
    if (!(error instanceof HelmError) || error.message.startsWith('error unpacking subchart tar in '))
      throw error
    throw error.within(
      `error unpacking subchart ${folder} in ${parentName}: `,
      `loading the subchart ${origin}`,
    )
  }
}

function requireChartFile(fileSystem: FileSystem, folder: string): string {
  const path = `${fileSystem.absolutePath(folder)}/Chart.yaml`
  if (!fileSystem.stat(path))
    throw chartFileMissing(
      `unable to detect chart at ${path}: open ${path}: no such file or directory`,
      folder,
    )
  let bytes: Uint8Array
  try {
    bytes = fileSystem.readFile(path)
  } catch (error) {
    throw refusal('chart-file-unreadable', `unable to detect chart at ${path}: ${goError(error)}`)
  }
  return detectApiVersion(new ChartFile('Chart.yaml', bytes), `${folder}/Chart.yaml`)
}

/** Helm 4 decodes Chart.yaml for its apiVersion before anything else. */
function detectApiVersion(file: ChartFile, where: string): string {
  const { apiVersion } = decodeYaml(file, where, (value) => {
    const target = { apiVersion: '' }
    decodeInto(value, chartBase, target, { exactNumbers: true })
    return target
  })
  if (!['v1', 'v2', 'v3', ''].includes(apiVersion)) {
    throw refusal('chart-metadata-invalid', 'unsupported chart version', {
      message: `Chart.yaml: apiVersion "${apiVersion}" is not one Helm knows`,
      span: { file: where, line: 1, column: 1 },
      hint: 'write apiVersion: v2',
    })
  }
  return apiVersion
}

const chartBase: Shape & { kind: 'struct' } = {
  kind: 'struct',
  name: 'chartBase',
  go: 'loader.chartBase',
  fields: { apiVersion: ['apiVersion', string] },
}

const defaults = new ContentCache<GoMap | null>()
const descriptions = new ContentCache<GoValue>()

/** The defaults of values.yaml, shared by all charts that have the same: merging copies them. */
function valuesOf(file: ChartFile, where: string, version: HelmVersion): GoMap | null {
  const { text } = file
  const key = `${version.version} ${where}`
  const known = defaults.get(key, text)
  if (known !== undefined) return known
  return defaults.set(key, text, readValues(text, { file: where, version, code: 'chart-values-invalid' }))
}

function decodeYaml<T>(file: ChartFile, where: string, decode: (value: GoValue) => T): T {
  const prefix = `cannot load ${file.name}: `
  try {
    const { text } = file
    // Helm 4 reads Chart.yaml twice.
    return decode(descriptions.get(where, text) ?? descriptions.set(where, text, readYamlForStruct(text)))
  } catch (error) {
    if (error instanceof YamlError) {
      throw refusal('chart-metadata-invalid', prefix + error.message, {
        message: `${file.name} is not YAML: ${error.message.replace(/^error converting YAML to JSON: (yaml: )?(line \d+: )?/, '')}`,
        span: { file: where, line: error.line ?? 1, column: error.column ?? 1 },
      })
    }
    if (error instanceof DecodeError) {
      throw refusal(
        'chart-metadata-invalid',
        `${prefix}error unmarshaling JSON: while decoding JSON: ${error.message}`,
        {
          message: `${file.name}: ${error.path.join('.') || 'the whole'} has the wrong type`,
          span: spanOf(file, where, error.path),
          notes: [{ message: error.message }],
        },
      )
    }
    throw error
  }
}

function chartFileMissing(text: string, folder: string): HelmError {
  return refusal('chart-missing', text, {
    message: `${folder} has no Chart.yaml, so it is not a chart`,
    hint: 'name the folder that holds Chart.yaml',
  })
}

function notAnArchive(absolute: string, path: string, bytes: Uint8Array): HelmError {
  const text = /\.ya?ml$/.test(path)
    ? `file '${absolute}' seems to be a YAML file, but expected a gzipped archive`
    : `file '${absolute}' does not appear to be a gzipped archive; got '${contentType(bytes)}'`
  return refusal('chart-archive-invalid', text, {
    message: `${path} is not a packaged chart`,
    hint: 'name the folder that holds Chart.yaml, or a .tgz; pass values files with -f',
  })
}

/** The few answers of Go's http.DetectContentType that come up here. */
function contentType(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 512)
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3) return 'application/zip'
  const isBinary = head.some(
    (byte) => byte <= 8 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f),
  )
  // Helm sniffs a zeroed buffer of 512 bytes, so a shorter file always looks binary.
  return isBinary || bytes.length < 512 ? 'application/octet-stream' : 'text/plain; charset=utf-8'
}

function logMoved(log: Log, where: string, isLock: boolean): void {
  const message = isLock
    ? 'Warning: Dependency locking is handled in Chart.lock since apiVersion "v2". We recommend migrating to Chart.lock.'
    : 'Warning: Dependencies are handled in Chart.yaml since apiVersion "v2". We recommend migrating dependencies to Chart.yaml.'
  const span = { file: where, line: 1, column: 1 }
  log(
    { code: 'chart-requirements-outdated', severity: 'warning', message, span },
    { site: isLock ? 'requirements-lock' : 'requirements' },
  )
}

/** Go's filepath.Ext. */
function extension(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot)
}
