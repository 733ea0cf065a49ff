import { suggest, type Diagnostic } from '../../diagnostics/index.ts'

/** A file of the platform, as it was read. */
export interface ReadFile {
  /** As a person would write its path here. */
  shown: string
  text: string
}

/** The file that an import is written in, or undefined for a URL of none. */
type FileOf = (url: string) => ReadFile | undefined

/**
 * What Node says of an import that leads nowhere, told at the import: Node names the copies that are loaded, and
 * places in itself. Undefined for other errors.
 *
 * @param importable the names that a module exports, by the URL that Node says; undefined when that is not known
 */
export function importProblem(
  error: Error,
  fileOf: FileOf,
  importable: (url: string) => readonly string[] | undefined,
): Diagnostic | undefined {
  return missingName(error, fileOf, importable) ?? missingPackage(error, fileOf)
}

function missingName(
  { message, stack = '' }: Error,
  fileOf: FileOf,
  importable: (url: string) => readonly string[] | undefined,
): Diagnostic | undefined {
  const [, module, name] = /module '(.+)' does not provide an export named '(.+)'/.exec(message) ?? []
  if (module === undefined) return undefined
  // V8 says which module asked in the stack's first line, without a column.
  const [, asking = '', row] = /^(file:\S+):(\d+)$/m.exec(stack) ?? []
  const file = fileOf(asking)
  if (!file) return undefined
  const from = fileOf(module)?.shown ?? (importable(module) ? '"chartwright"' : module)
  const near = suggest(name!, importable(module) ?? exportsOf(fileOf(module)?.text ?? ''))
  return {
    code: 'import-unknown',
    severity: 'error',
    message: `${from} exports no "${name}"`,
    span: placeOf(file, new RegExp(`\\b${name!.replaceAll('$', '\\$&')}\\b`), Number(row)),
    ...(near && { hint: `did you mean "${near}"?` }),
  }
}

function missingPackage({ message }: Error, fileOf: FileOf): Diagnostic | undefined {
  const [, name, asking] = /^Cannot find package '(.+)' imported from (.+)$/.exec(message) ?? []
  const file = name === undefined ? undefined : fileOf(asking!)
  if (!file) return undefined
  const near = suggest(name!, ['chartwright'])
  return {
    code: 'import-unknown',
    severity: 'error',
    message: `there is no package "${name}"`,
    span: placeOf(file, new RegExp(`["']${name!.replaceAll(/[.$]/g, '\\$&')}`)),
    hint: near ? `did you mean "${near}"?` : `npm install --save-dev ${name}`,
  }
}

/** Where a word stands first, from a line on. */
export function placeOf({ shown, text }: ReadFile, word: RegExp, from = 1) {
  const lines = text.split('\n')
  const found = lines.findIndex((line, index) => index >= from - 1 && word.test(line))
  const line = found < 0 ? from : found + 1
  return { file: shown, line, column: (found < 0 ? 0 : lines[found]!.search(word)) + 1 }
}

function exportsOf(text: string): string[] {
  const found = text.matchAll(/^export\s+(?:async\s+)?(?:const|let|var|function\*?|class)\s+([\w$]+)/gm)
  return [...found].map(([, name]) => name!)
}
