import type { ExprNode, StringType } from '../../author/index.ts'
import { printExpression, printsBare, type Scope } from './print-expression.ts'

/** A scalar as YAML text with template actions in it. Quoted or typed by the declared type, never by chance. */
export function printScalar(parts: readonly ExprNode[], scope: Scope): string {
  const joined = joinLiterals(parts)
  const [only] = joined
  if (joined.length === 0) return '""'
  if (joined.length === 1 && only) return only.e === 'lit' ? literalScalar(only.value) : printOne(only, scope)
  return printSeveral(joined, scope)
}

function printOne(node: Exclude<ExprNode, { e: 'lit' }>, scope: Scope): string {
  const text = printExpression(node, scope)
  const { type } = node
  if (type.t === 'bool') return `{{ ${text} }}`
  if (type.t === 'int') return printsBare(node) ? `{{ ${text} }}` : `{{ ${text} | int64 }}`
  if (type.t === 'number') return `{{ ${text} }}`
  if (isPlainWord(node)) return `{{ ${text} }}`
  return `{{ ${text} | quote }}`
}

/** Names and words that YAML reads as text whatever they are: a list of words all of which are, a checksum's is not. */
function isPlainWord(node: Exclude<ExprNode, { e: 'lit' }>): boolean {
  if (node.e === 'call' && node.fn === 'sha256') return false
  const words = (node.type as StringType).enum
  return words !== undefined && words.every((word) => word !== '' && isPlain(word))
}

function printSeveral(parts: readonly ExprNode[], scope: Scope): string {
  const holes = parts.filter((part) => part.e !== 'lit')
  const literals = parts.flatMap((part) => (part.e === 'lit' ? [String(part.value)] : []))
  const safety = holes.map((hole) => safetyOf(hole))
  const inline = () =>
    parts
      .map((part) => (part.e === 'lit' ? escapeActions(String(part.value)) : `{{ ${hole(part, scope)} }}`))
      .join('')
  const first = parts[0]!
  const bare =
    safety.every((one) => one === 'bare') &&
    // A part with a letter that no number has makes the whole a text.
    literals.some((text) => /[g-np-wyzG-NP-WYZ]/.test(text)) &&
    literals.every((text) => /^[A-Za-z0-9._/:-]*$/.test(text) && !text.endsWith(':')) &&
    (first.e !== 'lit' || /^[A-Za-z0-9/]/.test(String(first.value)))
  if (bare) return inline()
  const insideQuotes = literals.every((text) => JSON.stringify(text) === `"${text}"`)
  if (insideQuotes && safety.every((one) => one !== undefined)) return `"${inline()}"`
  const concat = { e: 'call' as const, fn: 'concat' as const, args: parts, type: { t: 'string' as const } }
  return `{{ ${printExpression(concat, scope)} | quote }}`
}

/** A line of a text that is no YAML. A text of the operator's that breaks lines must not make one of its own. */
export function printLine(parts: readonly ExprNode[], scope: Scope): string {
  return parts
    .map((part) => {
      if (part.e === 'lit') return escapeActions(String(part.value))
      const free = part.type.t === 'string' && !part.type.safe && !part.type.pattern && !part.type.enum
      return `{{ ${hole(part, scope)}${free ? ' | replace "\\n" " "' : ''} }}`
    })
    .join('')
}

function hole(node: ExprNode, scope: Scope): string {
  const text = printExpression(node, scope)
  return node.e !== 'lit' && node.type.t === 'int' && !printsBare(node) ? `${text} | int64` : text
}

function safetyOf(node: ExprNode): 'bare' | 'quoted' | undefined {
  if (node.e === 'lit') return undefined
  if (node.type.t === 'int' || node.type.t === 'bool') return 'bare'
  return node.type.t === 'string' ? node.type.safe : undefined
}

function joinLiterals(parts: readonly ExprNode[]): ExprNode[] {
  const joined: ExprNode[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.e === 'lit' && last?.e === 'lit')
      joined[joined.length - 1] = { e: 'lit', value: String(last.value) + String(part.value) }
    else joined.push(part)
  }
  return joined
}

/** A constant as YAML, with template braces escaped. */
export function literalScalar(value: string | number | boolean): string {
  return escapeActions(yamlScalar(value))
}

/** A constant as YAML that Helm's Go reads back as the same value. */
export function yamlScalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value)
  return isPlain(value) ? value : JSON.stringify(value)
}

/** Text in a template that is not meant as an action. */
export function escapeActions(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}

// Words that YAML 1.1 takes for something else, as Go reads it; and what may be a number to it.
const otherWords = /^(y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan|=|<<)$/i
const numberLike = /^[-+]?(0[xXoObB])?[0-9a-fA-F_.]*([eE][-+]?[0-9]*)?$/

function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9_/.-][A-Za-z0-9_/.:@+=,-]*$/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !text.endsWith(':') &&
    !text.startsWith('---') &&
    !otherWords.test(text) &&
    !(numberLike.test(text) && /^[-+.]?[0-9]/.test(text))
  )
}
