import { formatFloat } from '../../go/strconv.ts'
import { goPrint } from '../dependencies/go-print.ts'
import { quote } from '../../go/quote.ts'
import type { GoValue } from '../../go/index.ts'
import type { Failure, FailureKind } from './failure.ts'
import type { Json } from './node.ts'

/** A number of the schema as it is written there, `1.0` or `1e3`: messages show it so. */
export type LiteralOf = (schema: string, value: Json, index: number | undefined) => string

/** The lines santhosh-tekuri/jsonschema prints for failures, each beginning with `- at`. */
export function failureLines(failures: readonly Failure[], literalOf: LiteralOf): string[] {
  const lines: string[] = []
  const print = (failure: Failure, indent: number) => {
    // A reference to one failure is passed through.
    const skip = failure.kind.keyword === 'reference' && failure.causes.length === 1
    if (!skip) {
      const place = single(failure.path.map((part) => `/${escape(part)}`).join(''))
      lines.push(`${'  '.repeat(indent)}- at ${place}: ${failureText(failure.kind, literalOf)}`)
    }
    for (const cause of failure.causes) print(cause, skip ? indent : indent + 1)
  }
  for (const failure of failures) print(failure, 0)
  return lines
}

export function failureText(kind: FailureKind, literalOf: LiteralOf): string {
  switch (kind.keyword) {
    case 'group':
    case 'reference':
      return 'validation failed'
    case 'false':
      return 'false schema'
    case 'not':
    case 'allOf':
    case 'anyOf':
      return `'${kind.keyword}' failed`
    case 'contains':
      return 'no items match contains schema'
    case 'cycle':
      return `both ${kind.first} and ${kind.second} resolve to ${quote(kind.url)} causing reference cycle`
    case 'type':
      return `got ${kind.got}, want ${kind.want.join(' or ')}`
    case 'enum': {
      if (kind.want.some((item) => typeof item === 'object' && item !== null)) return "'enum' failed"
      const shown = kind.want.map((item, index) => display(item, literalOf(kind.schema, item, index)))
      return shown.length === 1 ? `value must be ${shown[0]}` : `value must be one of ${shown.join(', ')}`
    }
    case 'const':
      if (typeof kind.want === 'object' && kind.want !== null) return "'const' failed"
      return `value must be ${display(kind.want, literalOf(kind.schema, kind.want, undefined))}`
    case 'format':
      return `${display(kind.got as Json, '')} is not valid ${kind.want}: ${kind.problem}`
    case 'oneOf':
      return kind.matched
        ? `'oneOf' failed, subschemas ${kind.matched[0]}, ${kind.matched[1]} matched`
        : "'oneOf' failed, none matched"
    case 'additionalItems':
      return `last ${grouped(String(kind.count))} additionalItem(s) not allowed`
    case 'required':
      return kind.missing.length === 1
        ? `missing property ${single(kind.missing[0]!)}`
        : `missing properties ${kind.missing.map(single).join(', ')}`
    case 'dependency':
      return `properties ${kind.missing.map(single).join(', ')} required, if ${single(kind.property)} exists`
    case 'additionalProperties':
      return `additional properties ${kind.properties.map(single).join(', ')} not allowed`
    case 'propertyNames':
      return `invalid propertyName ${single(kind.property)}`
    case 'uniqueItems':
      return `items at ${kind.first} and ${kind.second} are equal`
    case 'minContains':
      return kind.got.length === 0
        ? `min ${kind.want} items required to match contains schema, but none matched`
        : `min ${kind.want} items required to match contains schema, but matched ${kind.got.length} items at ${kind.got.join(' ')}`
    case 'maxContains':
      return `max ${kind.want} items required to match contains schema, but matched ${kind.got.length} items at ${kind.got.join(' ')}`
    case 'pattern':
      return `${single(kind.got)} does not match pattern ${single(kind.want)}`
    default:
      return `${kind.keyword}: got ${english(kind.got)}, want ${english(kind.want)}`
  }
}

function display(value: Json, literal: string): string {
  if (typeof value === 'string') return single(value)
  if (typeof value === 'object' && value !== null) return 'value'
  return typeof value === 'number' && literal !== '' ? literal : goPrint(value as GoValue)
}

/** The library's own quotes around Go's `%q`. */
function single(text: string): string {
  return `'${quote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function escape(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** golang.org/x/text's English: `1,500`, and `1.5×10⁰⁷` where Go would print an exponent. */
function english(number: number): string {
  const [mantissa, exponent] = formatFloat(number, 'g', -1).split('e')
  if (exponent === undefined) {
    const [whole, fraction] = mantissa!.split('.')
    return fraction === undefined ? grouped(whole!) : `${grouped(whole!)}.${fraction}`
  }
  const digits = [...exponent.replace('+', '')]
  return `${mantissa}×10${digits.map((digit) => (digit === '-' ? '⁻' : superscripts[Number(digit)])).join('')}`
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}
