import { type FileSystem, fileErrorText } from '../../io/index.ts'
import { ChartFile } from '../chart-file.ts'
import { HelmError, refusal } from '../helm-error.ts'
import type { HelmVersion } from '../helm-version.ts'
import type { Log } from '../log.ts'
import { quote } from '../../go/quote.ts'
import { parseHelmIgnore } from './helm-ignore.ts'
import type { LoadLimits } from './limits.ts'

export interface ReadOptions {
  version: HelmVersion
  limits: LoadLimits
  log: Log
}

/**
 * Reads a chart's folder: files in byte order of each folder's names, .helmignore heeded, links followed and
 * reported, anything that is neither file nor folder refused.
 */
export function readFolder(fileSystem: FileSystem, folder: string, options: ReadOptions): ChartFile[] {
  const { version, limits } = options
  const top = fileSystem.absolutePath(folder)
  const ignoreFile = `${top}/.helmignore`
  const ignored = parseHelmIgnore(
    fileSystem.stat(ignoreFile)?.kind === 'file' ? decode(fileSystem.readFile(ignoreFile)) : '',
    `${folder}/.helmignore`,
  )
  const files: ChartFile[] = []
  let bytes = 0

  const visit = (path: string, name: string, depth: number): void => {
    for (const entry of readDirectory(fileSystem, path)) {
      const full = `${path}/${entry.name}`
      const inside = name === '' ? entry.name : `${name}/${entry.name}`
      let kind: string = entry.kind
      if (kind === 'link') kind = followLink(full)
      if (kind === 'directory') {
        if (ignored(inside, true)) continue
        if (depth >= 256) throw tooDeep(inside)
        visit(full, inside, depth + 1)
        continue
      }
      if (ignored(inside, false)) continue
      if (kind !== 'file') {
        throw refusal(
          'chart-file-unreadable',
          `cannot load irregular file ${full} as it has file mode type bits set`,
          { message: `${inside} is a device, socket or pipe`, hint: 'remove it or list it in .helmignore' },
        )
      }
      read(full, inside)
    }
  }

  const followLink = (full: string): string => {
    let resolved: string
    try {
      resolved = fileSystem.realPath(full)
    } catch (error) {
      throw refusal('chart-file-unreadable', `error evaluating symlink ${full}: ${goError(error)}`, {
        hint: 'a link in a chart must lead to something that exists',
      })
    }
    const said = 'Contents of linked file included and used'
    options.log(
      {
        code: 'chart-link-followed',
        severity: 'info',
        message:
          version.line === 3
            ? `found symbolic link in path: ${full} resolves to ${resolved}. ${said}`
            : `found symbolic link in path. ${said}`,
      },
      {
        site: 'link',
        attributes: [
          ['path', full],
          ['resolved', resolved],
        ],
      },
    )
    return fileSystem.stat(resolved)?.kind ?? 'other'
  }

  const read = (full: string, inside: string): void => {
    const most = version.limitsFileSize ? limits.fileBytes : limits.chartBytes - bytes
    let data: Uint8Array
    try {
      // One byte more than there may be tells that there are too many.
      data = fileSystem.readFile(full, most + 1)
    } catch (error) {
      throw refusal('chart-file-unreadable', `error reading ${inside}: ${goError(error)}`)
    }
    if (version.limitsFileSize && data.length > limits.fileBytes) {
      const base = inside.slice(inside.lastIndexOf('/') + 1)
      throw refusal(
        'chart-too-large',
        `chart file ${quote(base)} is larger than the maximum file size ${limits.fileBytes}`,
        { hint: `list ${inside} in .helmignore if the templates do not need it` },
      )
    }
    bytes += data.length
    if (bytes > limits.chartBytes || files.length >= limits.files) {
      throw refusal(
        'chart-too-large',
        `error reading ${inside}: chart exceeds maximum decompressed size of ${limits.chartBytes} bytes`,
        {
          message: `the folder holds more than a chart may (${limits.chartBytes} bytes, ${limits.files} files)`,
          hint: 'is this the folder of the chart? List what does not belong to it in .helmignore',
        },
      )
    }
    files.push(new ChartFile(inside, withoutMark(data)))
  }

  visit(top, '', 0)
  return files
}

function readDirectory(fileSystem: FileSystem, path: string) {
  try {
    return fileSystem.readDirectory(path)
  } catch (error) {
    throw refusal('chart-file-unreadable', goError(error))
  }
}

function tooDeep(path: string): HelmError {
  return refusal('chart-too-large', `error reading ${path.slice(0, 120)}…: file name too long`, {
    message: 'folders lie more than 256 deep, or a link leads back to a folder above it',
  })
}

/** The file without a byte order mark, as Helm reads every file of a chart. */
export function withoutMark(data: Uint8Array): Uint8Array {
  return data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? data.subarray(3) : data
}

/** What Go prints for an error of the file system: `open P: no such file or directory`. */
export function goError(error: unknown): string {
  const text = fileErrorText(error)
  if (text === undefined) throw error
  return text
}

function decode(data: Uint8Array): string {
  return new TextDecoder().decode(data)
}
