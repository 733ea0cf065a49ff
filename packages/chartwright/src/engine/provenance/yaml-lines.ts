import { isMap, type GoMap, type GoValue } from '../../go/values.ts'
import type { Origins } from './origins.ts'
import { join, type Taint } from './taint.ts'

/** A line of what toYaml wrote, without the indent that its parents give it. */
interface Row {
  text: string
  /** Its number in the whole text. */
  at: number
}

/**
 * What each line of a map or list that was written as YAML stems from: the entry that it writes. Read off the
 * layout: undefined for a text that is laid out otherwise.
 */
export function taintsOfYaml(text: string, value: GoValue, origins: Origins): Taint[] | undefined {
  const lines = text.split('\n')
  const taints = lines.map((): Taint => undefined)
  const rows = lines.map((line, at) => ({ text: line, at }))
  if (!readRows(rows, value, undefined, { origins, taints })) return undefined
  // Which entries there are is said once: whoever makes a digest of the text hangs on it.
  taints[0] = join(origins.shape(value), taints[0])
  return taints
}

interface Reading {
  origins: Origins
  taints: Taint[]
}

function readRows(rows: readonly Row[], value: GoValue, outer: Taint, reading: Reading): boolean {
  const { origins, taints } = reading
  // The row of a key above others, or one of something empty, says that there is such a map or list.
  const taint = join(outer, origins.shape(value))
  for (const { at } of rows) taints[at] = taint
  const isList = Array.isArray(value)
  if ((!isList && !isMap(value)) || Object.keys(value).length === 0) return true
  const entries = isList ? itemsOf(rows, value) : entriesOf(rows, value)
  return (
    entries?.every(({ name, inner, rows: own }) => {
      const below = (value as GoMap)[name]!
      const read = join(outer, origins.entry(value, name))
      for (const { at } of own) taints[at] = join(read, origins.shape(below))
      return inner.length === 0 || readRows(inner, below, read, reading)
    }) ?? false
  )
}

interface Entry {
  name: string
  rows: readonly Row[]
  /** The rows of its value, as if it stood alone. */
  inner: readonly Row[]
}

const isItem = (text: string) => text === '-' || text.startsWith('- ')

function itemsOf(rows: readonly Row[], list: readonly GoValue[]): Entry[] | undefined {
  const parts = split(rows, isItem)
  if (parts?.length !== list.length) return undefined
  return parts.map((own, index) => ({
    name: String(index),
    rows: own,
    inner: own.map(({ text, at }) => ({ text: text.slice(2), at })),
  }))
}

/** Items of a list stand as far to the left as the key of the list. */
function entriesOf(rows: readonly Row[], map: GoMap): Entry[] | undefined {
  const parts = split(rows, (text) => text !== '' && !text.startsWith(' ') && !isItem(text))
  const names = new Set(Object.keys(map))
  if (parts?.length !== names.size) return undefined
  const entries: Entry[] = []
  for (const own of parts) {
    const [{ text: first }, ...rest] = own as [Row, ...Row[]]
    const name = [...names].find((one) =>
      [one, JSON.stringify(one), `'${one}'`].some(
        (key) => first === `${key}:` || first.startsWith(`${key}: `),
      ),
    )
    if (name === undefined) return undefined
    names.delete(name)
    const width = rest[0] && isItem(rest[0].text) ? 0 : 2
    // Of a text, also one of several lines, nothing stands below.
    const inner = typeof map[name] === 'object' && rest.length > 0 ? rest : []
    entries.push({ name, rows: own, inner: inner.map(({ text, at }) => ({ text: text.slice(width), at })) })
  }
  return entries
}

/** The rows in parts that each begin with such a one. */
function split(rows: readonly Row[], begins: (text: string) => boolean): Row[][] | undefined {
  const parts: Row[][] = []
  for (const row of rows) {
    if (begins(row.text)) parts.push([row])
    else if (parts.length === 0) return undefined
    else parts.at(-1)!.push(row)
  }
  return parts
}
