import { base64EncodeBytes } from '../go/base64.ts'
import { cycleIn } from '../go/cycle.ts'
import { bytesIn, jsonView } from '../go/json.ts'
import { isStackOverflow } from '../go/stack.ts'
import { formatFloatG } from '../go/strconv.ts'
import { GoInt, GoSlice, GoStruct, isMap, isNilMap, type GoMap, type GoValue } from '../go/values.ts'
import { notThroughJson, simpleKey, spaces, stringValue } from './emit-scalar.ts'
import { YamlError } from './error.ts'
import { sortKeys } from './key-order.ts'
import { refuseInfinite, throughJson } from './round-trip.ts'

/**
 * Writes a value as sigs.k8s.io/yaml's Marshal does, with its final newline, which Helm's `toYaml` cuts off.
 * Throws YamlError where Go returns an error, for which `toYaml` prints nothing.
 *
 * @example toYaml(mapOf([['a10', 1000000], ['a2', 'yes']])) // 'a2: "yes"\na10: 1000000\n'
 */
export function toYaml(value: GoValue): string {
  try {
    return document(value)
  } catch (error) {
    if (error !== notThroughJson) throw error
  }
  const type = cycleIn(value)
  if (type)
    throw new YamlError(
      `error marshaling into JSON: json: unsupported value: encountered a cycle via ${type}`,
    )
  try {
    return document(throughJson(value), Infinity)
  } catch (error) {
    if (error instanceof RangeError || isStackOverflow(error))
      throw new YamlError('yaml: exceeded max depth of 10000')
    throw error
  }
}

// A value that holds another twice, and so on, has no end in practice.
const mostNodes = 2_000_000

/** Deeper values take the way through JSON, where Go's limit is found. */
const shallow = 500

function document(root: GoValue, deepest = shallow): string {
  const value = contents(root)
  const emitter = new Emitter(deepest)
  if (isEmptyCollection(value) || !isCollection(value)) return ended(scalar(value, 0, 2))
  emitter.collection(value, 0, true)
  return emitter.out
}

class Emitter {
  out = ''
  private depth = 0
  private nodes = 0
  private readonly deepest: number
  constructor(deepest: number) {
    this.deepest = deepest
  }

  /** A collection with something in it. `inline`: its first entry goes on the current line. */
  collection(value: GoMap | GoValue[], indent: number, inline: boolean): void {
    if (++this.depth > this.deepest) throw notThroughJson
    if (++this.nodes > mostNodes) throw new RangeError('Too many values')
    if (Array.isArray(value)) this.sequence(value, indent, inline)
    else this.mapping(value, indent, inline)
    this.depth--
  }

  private sequence(items: readonly GoValue[], indent: number, inline: boolean): void {
    const pad = spaces(indent)
    for (let i = 0; i < items.length; i++) {
      this.out += i === 0 && inline ? '-' : `${pad}-`
      const item = contents(items[i]!)
      if (isCollection(item) && !isEmptyCollection(item)) {
        this.out += ' '
        this.collection(item, indent + 2, true)
      } else this.scalar(item, indent + 2, indent + 2)
    }
  }

  private mapping(map: GoMap, indent: number, inline: boolean): void {
    const pad = spaces(indent)
    const keys = sortKeys(Object.keys(map))
    for (let i = 0; i < keys.length; i++) {
      const name = keys[i]!
      if (i > 0 || !inline) this.out += pad
      const key = name.length < 1000 ? simpleKey(name) : this.longKey()
      const value = contents(map[name]!)
      if (key === undefined) {
        this.complexKey(name, value, indent, pad)
        continue
      }
      if (isCollection(value) && !isEmptyCollection(value)) {
        this.out += `${key}:\n`
        // The items of a list stand under its key, not behind it.
        this.collection(value, Array.isArray(value) ? indent : indent + 2, false)
      } else {
        this.out += `${key}:`
        this.scalar(value, indent + key.length + 2, indent + 2)
      }
    }
  }

  /** A key too long for JSON read as YAML; only what came through it is written. */
  private longKey(): undefined {
    if (this.deepest === shallow) throw notThroughJson
    return undefined
  }

  /** A key of several lines, or beyond 128 bytes. */
  private complexKey(name: string, value: GoValue, indent: number, pad: string): void {
    this.out += '?'
    this.scalar(name, indent + 2, indent + 2)
    this.out += `${pad}:`
    if (isCollection(value) && !isEmptyCollection(value)) {
      this.out += ' '
      this.collection(value, indent + 2, true)
    } else this.scalar(value, indent + 2, indent + 2)
  }

  private scalar(value: GoValue, column: number, indent: number): void {
    this.out += ended(` ${scalar(value, column, indent)}`)
  }
}

function isCollection(value: GoValue): value is GoMap | GoValue[] {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || isMap(value))
}

function isEmptyCollection(value: GoValue): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (!isMap(value)) return false
  for (const _ in value) return false
  return true
}

/** What is written for a value: structs as JSON shows them, nil maps and slices as null, []byte as base64. */
function contents(value: GoValue): GoValue {
  if (value instanceof GoStruct) return contents(jsonView(value))
  if (isNilMap(value)) return null
  if (!(value instanceof GoSlice)) return value
  return value.isNil ? null : value.element === 'uint8' ? base64EncodeBytes(bytesIn(value)) : value
}

/** Ends the line, unless a literal block has. */
function ended(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last === 10 || last === 0x2028 || last === 0x2029 ? text : `${text}\n`
}

function scalar(value: GoValue, column: number, indent: number): string {
  switch (typeof value) {
    case 'string':
      return stringValue(value, column, indent)
    case 'number':
      return numberText(value)
    case 'boolean':
      return value ? 'true' : 'false'
  }
  if (value === null) return 'null'
  // A duration is the number it is in JSON, not its text.
  if (value instanceof GoInt) return value.toBigInt().toString()
  return Array.isArray(value) ? '[]' : '{}'
}

/** JSON writes the number first, and YAML reads an integer from what has no point, up to what a uint64 holds. */
function numberText(value: number): string {
  if (Number.isInteger(value) && value > -0x8000_0000_0000_0000 && value < 0x1_0000_0000_0000_0000)
    return value === 0 ? '0' : String(value)
  refuseInfinite(value)
  return formatFloatG(value)
}
