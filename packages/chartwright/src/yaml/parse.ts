import { GoInt, isMap, type GoValue } from '../go/values.ts'
import { YamlError } from './error.ts'
import type { Positions } from './positions.ts'
import { readDocument, readWithPositions } from './read-document.ts'
import { readBlock, unread } from './read-block.ts'
import { skim } from './skim.ts'
import { splitDocuments } from './split-documents.ts'

export interface ParseOptions {
  /** As yaml.UnmarshalStrict: a key given twice is an error. */
  strict?: boolean
  /**
   * The Go type that is read into, as its JSON decoder names it. A root of another kind is Go's error; null
   * gives null. Default: interface{}, which takes anything.
   */
  into?: { kind: 'map' | 'list'; type: string }
  /**
   * Integers may come as GoInt, and a number from 1e6 on is a float then: for a struct's texts, in which 1000000
   * and 1000000.0 differ. Infinities and NaN come as they are: such a text may be one, and only there.
   */
  exactNumbers?: boolean
}

/**
 * Reads the first document of a text as sigs.k8s.io/yaml's Unmarshal does: YAML 1.1 through JSON into
 * interface{}. Throws YamlError with Go's message.
 *
 * @example parseYaml('a: 0644\ny: on').value // { a: 420, true: true }
 */
export function parseYaml(text: string, options: ParseOptions = {}): { value: GoValue } {
  return { value: intoKind(valueOf(text, options.strict ?? false, options.exactNumbers), options) }
}

/**
 * Reads the first document of a text as parseYaml does, for whoever looks at a few entries of its mapping only:
 * others may be left out, but mistakes in them are found.
 *
 * @param wanted sticky, matched where an entry of the outermost mapping begins
 * @example parseYamlEntries('kind: Pod\nspec:\n  a: 1\n', /kind:/y).value // { kind: 'Pod' }
 */
export function parseYamlEntries(text: string, wanted: RegExp): { value: GoValue } {
  return { value: valueOf(skim(text, wanted) ?? text, false) }
}

/** `map[string]interface {}`, what values files and `fromYaml` are read into. */
export const intoMap = { kind: 'map', type: 'map[string]interface {}' } as const
/** `[]interface {}`, what `fromYamlArray` reads into. */
export const intoList = { kind: 'list', type: '[]interface {}' } as const

/** A number whose text depends on whether it is a float: seven digits or more, exponents, -0.0, base 16, .inf. */
const oddNumber =
  /[\s,[{](?:-0\.|[-+]?[\d._]*(?:\d[\d_]{6}|[\d.]e[-+]?\d|0x|\.inf|\.nan)[\w.+]*(?:[\s,\]}]|$))/i

function hasNumber(value: GoValue): boolean {
  if (Array.isArray(value)) return value.some(hasNumber)
  if (isMap(value)) return Object.values(value).some(hasNumber)
  return typeof value === 'number' || value instanceof GoInt
}

function valueOf(text: string, strict: boolean, exactNumbers = false): GoValue {
  const quick = strict ? unread : readBlock(text)
  const exact = exactNumbers && (quick === unread || hasNumber(quick)) && oddNumber.test(text)
  if (quick !== unread && !exact) return quick
  return withWrapper(() => readDocument(text, strict, exact))
}

/**
 * Reads a text as parseYaml does and keeps where everything stands: for diagnostics that point at a value.
 *
 * @example parseYamlWithPositions('a:\n  b: 1').positions.value(['a', 'b']) // { line: 2, column: 6, … }
 */
export function parseYamlWithPositions(
  text: string,
  options: ParseOptions = {},
): { value: GoValue; positions: Positions } {
  return withWrapper(() => {
    const { value, positions } = readWithPositions(text, options.strict ?? false)
    return { value: intoKind(value, options), positions }
  })
}

/**
 * Reads every document as Helm 4 reads a values file: the text is cut at lines that start with `---` before
 * any YAML is read. Documents without content are left out, as Helm merges nothing for them.
 *
 * @example parseYamlDocuments('a: 1\n---\nb: 2').map((document) => document.value) // [{ a: 1 }, { b: 2 }]
 */
export function parseYamlDocuments(
  text: string,
  options: ParseOptions = {},
): { value: GoValue; line: number }[] {
  const read = (document: { text: string; line: number }) => {
    try {
      return { value: parseYaml(document.text, options).value, line: document.line }
    } catch (error) {
      if (!(error instanceof YamlError) || error.line === undefined) throw error
      throw new YamlError(error.message, error.line + document.line - 1, error.column)
    }
  }
  return Array.from(splitDocuments(text), read)
}

/** sigs.k8s.io/yaml says on which of its two ways, to JSON or from it, a mistake was found. */
function withWrapper<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof YamlError) || error.message.startsWith('error unmarshaling')) throw error
    throw new YamlError(`error converting YAML to JSON: ${error.message}`, error.line, error.column)
  }
}

function intoKind(value: GoValue, { into }: ParseOptions): GoValue {
  if (!into || value === null) return value
  const kind = Array.isArray(value)
    ? 'array'
    : isMap(value)
      ? 'object'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value
  if (kind === (into.kind === 'map' ? 'object' : 'array')) return value
  throw new YamlError(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type ${into.type}`,
    1,
    1,
  )
}
