import { GoInt, GoStruct, isMap, type GoValue } from '../go/values.ts'
import { formatJsonNumber } from '../go/strconv.ts'
import { Composer } from './compose.ts'
import { decode } from './decode.ts'
import { YamlError } from './error.ts'

/**
 * A value after sigs.k8s.io/yaml has written it as JSON and goyaml has read that as YAML. It matters for strange
 * texts only: JSON leaves DEL and the C1 controls as they are, which YAML refuses; U+0085 is a line break to
 * YAML, and folds; a key beyond 1024 characters is none.
 */
export function throughJson(value: GoValue): GoValue {
  const root = new Composer(json(value)).next()!
  return decode(root, false)
}

/** encoding/json's Marshal, with its escapes. */
function json(value: GoValue): string {
  const parts: string[] = []
  // A stack of what is still to write: text, or a value. Values nest deeper than JavaScript's own stack.
  const todo: ({ text: string } | { value: GoValue })[] = [{ value }]
  while (todo.length > 0) {
    const next = todo.pop()!
    if ('text' in next) {
      parts.push(next.text)
      continue
    }
    const item = next.value instanceof GoStruct ? next.value.fields : next.value
    if (Array.isArray(item)) {
      todo.push({ text: ']' })
      for (let i = item.length - 1; i >= 0; i--) {
        todo.push({ value: item[i]! })
        if (i > 0) todo.push({ text: ',' })
      }
      parts.push('[')
    } else if (isMap(item)) {
      todo.push({ text: '}' })
      const keys = Object.keys(item).sort()
      for (let i = keys.length - 1; i >= 0; i--) {
        todo.push({ value: item[keys[i]!]! }, { text: `${i > 0 ? ',' : ''}${jsonString(keys[i]!)}:` })
      }
      parts.push('{')
    } else parts.push(jsonScalar(item))
  }
  return parts.join('')
}

function jsonScalar(value: GoValue): string {
  if (typeof value === 'string') return jsonString(value)
  if (typeof value === 'number') {
    refuseInfinite(value)
    return formatJsonNumber(value)
  }
  return value instanceof GoInt ? value.toString() : String(value)
}

/** encoding/json's answer to a number JSON does not have. */
export function refuseInfinite(value: number): void {
  if (Number.isFinite(value)) return
  const name = value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN'
  throw new YamlError(`error marshaling into JSON: json: unsupported value: ${name}`)
}

function jsonString(text: string): string {
  return JSON.stringify(text)
    .replace(/\\ud[89a-f][0-9a-f]{2}/g, '\\ufffd')
    .replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
