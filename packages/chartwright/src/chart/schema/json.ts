import { readWholeJson } from '../values/read-json.ts'
import type { LiteralOf } from './failure-text.ts'
import type { Json } from './node.ts'
import { SchemaError } from './schema-error.ts'

/** Reads values.schema.json. Throws SchemaError in the words of Go's decoder. */
export function readSchemaJson(text: string, library: 'santhosh' | 'gojsonschema'): Json {
  if (openers(text) > maxDepth && nesting(text) > maxDepth) throw new SchemaError('exceeded max depth')
  try {
    return JSON.parse(text) as Json
  } catch {
    const read = readWholeJson(text)
    if (!('error' in read)) return JSON.parse(text.trim()) as Json
    if (!read.error.endsWith(' after top-level value')) throw new SchemaError(read.error, at(text, read.at))
    // What follows the value is an error to one library, and nothing to the other.
    if (library === 'santhosh')
      throw new SchemaError('invalid character after top-level value', at(text, read.at))
    return JSON.parse(text.slice(0, read.at)) as Json
  }
}

/** Go's decoder refuses deeper nesting. */
const maxDepth = 10_000

/** How many brackets open: nearly always too few to look closer. */
function openers(text: string): number {
  return text.length > 2 * maxDepth ? text.split('{').length + text.split('[').length : 0
}

/** How deep brackets nest, strings left out of account: enough to tell an attack. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 0x20
    if (code === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d) depth--
  }
  return deepest
}

function at(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `${lines.length}:${lines.at(-1)!.length + 1}`
}

/** Finds numbers of a schema as they were written, which JSON.parse forgets. */
export function schemaLiterals(text: string): LiteralOf {
  let marked: Json | undefined
  return (schema, value, index) => {
    if (typeof value !== 'number') return ''
    marked ??= withLiterals(text)
    let place: Json | undefined = marked
    const pointer = decodeURIComponent(schema.slice(schema.indexOf('#') + 1))
    const tokens = pointer
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    for (const token of [...tokens, ...(index === undefined ? ['const'] : ['enum', String(index)])]) {
      if (typeof place !== 'object' || place === null) return ''
      place = (place as Record<string, Json>)[token]
    }
    return typeof place === 'string' ? place : ''
  }
}

/** The same JSON with every number a string of its digits. */
function withLiterals(text: string): Json {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )
  try {
    return JSON.parse(quoted) as Json
  } catch {
    return null
  }
}
