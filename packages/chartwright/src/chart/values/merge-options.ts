import { stringOf } from '../../go/bytes.ts'
import { type GoMap, isMap, newMap } from '../../go/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { HelmError, refusal } from '../helm-error.ts'
import { type HelmVersion, resolveHelmVersion } from '../helm-version.ts'
import { goError } from '../load/read-folder.ts'
import { nearPath } from '../near-path.ts'
import { mergeMaps } from './merge-maps.ts'
import { readWholeJson } from './read-json.ts'
import { readValues } from './read-values.ts'
import { type SetKind, readSet } from './set.ts'
import { SetError } from './set-error.ts'

/** Values as the command line gives them, each flag's in order. */
export interface ValueOptions {
  /** -f */
  files?: readonly string[]
  /** --set */
  set?: readonly string[]
  setString?: readonly string[]
  setJson?: readonly string[]
  setFile?: readonly string[]
  setLiteral?: readonly string[]
}

export interface MergeContext {
  fileSystem: Pick<FileSystem, 'readFile' | 'readDirectory'>
  version?: HelmVersion
  /** What `-f -` reads. */
  stdin?: () => Uint8Array
  /** Is told each values file, for messages that point into them. */
  onFile?: (file: { file: string; text: string }) => void
}

/**
 * The user's values: files in order, then --set-json, --set, --set-string, --set-file and --set-literal,
 * whatever their order on the command line, as Helm has it. Throws HelmError.
 *
 * @example mergeValueOptions({ files: ['prod.yaml'], set: ['image.tag=1.2'] }, { fileSystem })
 */
export function mergeValueOptions(options: ValueOptions, context: MergeContext): GoMap {
  const version = context.version ?? resolveHelmVersion()!
  let values = newMap()
  for (const file of options.files ?? []) {
    const text = readText(file, context)
    context.onFile?.({ file, text })
    try {
      const map = readValues(text, { file, version, code: 'values-file-invalid' })
      if (map) values = mergeMaps(values, map)
    } catch (error) {
      throw error instanceof HelmError ? error.within(`failed to parse ${file}: `) : error
    }
  }
  for (const text of options.setJson ?? []) {
    const trimmed = text.trim()
    if (version.setJsonObjects && trimmed.startsWith('{')) {
      const read = readWholeJson(trimmed)
      if ('error' in read || !isMap(read.value)) {
        throw setRefusal('set-json', text, `failed parsing --set-json data JSON: ${text}`, {
          message: 'error' in read ? read.error : 'not an object',
          at: 'at' in read ? read.at : 0,
        })
      }
      values = mergeMaps(values, read.value)
    } else apply('set-json', text)
  }
  for (const text of options.set ?? []) apply('set', text)
  for (const text of options.setString ?? []) apply('set-string', text)
  for (const text of options.setFile ?? []) apply('set-file', text)
  for (const text of options.setLiteral ?? []) apply('set-literal', text)
  return values

  function apply(kind: SetKind, text: string): void {
    try {
      readSet(text, values, kind, version, (path) => readText(path, context))
    } catch (error) {
      if (error instanceof HelmError) throw error.within(`failed parsing --${kind} data: `)
      if (!(error instanceof SetError)) throw error
      const helm =
        kind === 'set-json'
          ? `failed parsing --set-json data ${text}`
          : `failed parsing --${kind} data: ${error.message}`
      throw setRefusal(kind, text, helm, error)
    }
  }
}

function setRefusal(
  kind: SetKind,
  text: string,
  helm: string,
  problem: { message: string; at: number },
): HelmError {
  return refusal('set-invalid', helm, {
    message: `--${kind} '${text}': ${problem.message}`,
    notes: [{ message: `read as far as '${Array.from(text).slice(0, problem.at).join('')}'` }],
    hint:
      kind === 'set-json'
        ? `write --set-json 'name={"a":1}'; quote the whole for the shell`
        : `write --${kind} 'a.b=1,list[0]=x'; put \\ before a comma or dot that belongs to the text`,
  })
}

function readText(file: string, { fileSystem, stdin }: MergeContext): string {
  if (file.trim() === '-' && stdin) return decode(stdin())
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(file)?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https' || scheme === 'oci') {
    throw refusal('values-file-remote', `failed to fetch ${file}`, {
      message: `${file} is on the network; values are read from files only`,
      hint: 'download it first and pass the file',
    })
  }
  try {
    return decode(fileSystem.readFile(file))
  } catch (error) {
    const near = nearPath(fileSystem, file)
    throw refusal('file-missing', goError(error), {
      message: `cannot read ${file}`,
      hint: near ? `did you mean ${near}?` : 'paths are relative to the folder the command runs in',
    })
  }
}

/** As a Go string, which holds any bytes. */
function decode(bytes: Uint8Array): string {
  return stringOf(bytes)
}
