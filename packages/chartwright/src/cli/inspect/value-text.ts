import { GoInt, isMap, type GoValue } from '../../go/index.ts'
import { toYaml } from '../../yaml/index.ts'

/** A value on one line, as YAML writes a scalar and JSON the rest, cut when it is long. */
export function shortValue(value: GoValue | undefined, most = 72): string {
  if (value === undefined) return '(not set)'
  const text =
    typeof value === 'object' && value !== null && !(value instanceof GoInt)
      ? JSON.stringify(plain(value))
      : typeof value === 'string' && value.includes('\n')
        ? JSON.stringify(value)
        : toYaml(value).trimEnd()
  const characters = Array.from(text)
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}

/** The lines of a value as YAML; of a text of several lines its own. */
export function valueLines(value: GoValue | undefined): string[] {
  if (value === undefined) return []
  const text = typeof value === 'string' && value.includes('\n') ? value : toYaml(value)
  return text.replace(/\n$/, '').split('\n')
}

/** A value for JSON.stringify: Go's integers become numbers. */
export function plain(value: GoValue | undefined): unknown {
  if (value instanceof GoInt) return Number.isSafeInteger(value.n) ? value.n : value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]))
  return value
}
