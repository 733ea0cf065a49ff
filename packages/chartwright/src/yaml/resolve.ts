import { parseFloat64, parseInteger, parseUnsigned } from '../go/strconv.ts'
import { isTimestamp } from './timestamp.ts'

/** What YAML 1.1 as Go has it makes of a plain scalar. */
export type Resolved =
  | { type: 'null'; value: null }
  | { type: 'bool'; value: boolean }
  /** Beyond int64 Go holds a uint64, which is no map key for it. */
  | { type: 'int'; value: bigint; unsigned: boolean }
  | { type: 'float'; value: number }
  | { type: 'timestamp' | 'str'; value: string }

/**
 * The value of a plain scalar once it has gone through JSON: null, a boolean, a float64 or the text itself.
 * Infinities and NaN are returned as such and refused later, as JSON refuses them.
 *
 * @example plainValue('0644') // 420
 */
export function plainValue(text: string): null | boolean | number | string {
  const code = text.charCodeAt(0)
  if (code > 57 || code !== code) {
    // Letters that start no word with a meaning, and words too long to have one, are nearly every string.
    if (text.length > 5 || !mayBeWord(code)) return text
    const word = wordValue(text)
    return word === undefined ? text : word
  }
  if (code >= 48) {
    const quick = smallNumber(text, 0)
    if (quick !== -1) return quick
    if (isNoNumber(text)) return text
  } else if (code === 45 || code === 43 || code === 46) {
    const next = text.charCodeAt(1)
    if (next >= 48 && next <= 57) {
      const quick = code === 45 ? smallNumber(text, 1) : -1
      // -0 is 0 and -0.0 is -0: let the slow way tell.
      if (quick > 0) return -quick
      if (isNoNumber(text)) return text
    } else if (!maySign(next)) return text
  } else return text
  const resolved = resolve(text)
  switch (resolved.type) {
    case 'null':
    case 'bool':
    case 'float':
      return resolved.value
    case 'int':
      return Number(resolved.value)
  }
  return text
}

/** y Y n N t T f F o O ~, and the end of an empty text. */
function mayBeWord(code: number): boolean {
  const lower = code | 32
  return (
    lower === 121 ||
    lower === 110 ||
    lower === 116 ||
    lower === 102 ||
    lower === 111 ||
    code === 126 ||
    code !== code
  )
}

/** What may follow a sign or a leading point in a number, digits aside: . _ i I n N */
function maySign(code: number): boolean {
  const lower = code | 32
  return code === 46 || code === 95 || lower === 105 || lower === 110
}

/** Whether a text that starts as a number is none at first sight: `100Mi`, `1.2.3`, `12:30`. */
function isNoNumber(text: string): boolean {
  let points = text.charCodeAt(0) === 46 ? 1 : 0
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 48 && code <= 57) || code === 95) continue
    if (code === 46) {
      if (++points > 1) return true
      continue
    }
    const lower = code | 32
    // e x o b
    return !(lower === 101 || lower === 120 || lower === 111 || lower === 98)
  }
  return false
}

/** Digits from `from` on, perhaps with a fraction, no leading zero, few enough to be exact. -1: look closer. */
function smallNumber(text: string, from: number): number {
  const { length } = text
  if (length > 15) return -1
  let value = text.charCodeAt(from) - 48
  if (value === 0 && length > from + 1 && text.charCodeAt(from + 1) !== 46) return -1
  let i = from + 1
  for (; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code === 46) break
    if (code < 48 || code > 57) return -1
    value = value * 10 + code - 48
  }
  if (i === length) return value
  const fraction = i + 1
  for (i = fraction; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return -1
  }
  return fraction === length ? value : Number(from === 0 ? text : text.slice(from))
}

/** undefined: no word with a meaning. Only for texts whose first character mayBeWord accepts. */
function wordValue(text: string): null | boolean | undefined {
  switch (text.charCodeAt(0)) {
    case 121: // y
      return text === 'y' || text === 'yes' ? true : undefined
    case 89:
      return text === 'Y' || text === 'Yes' || text === 'YES' ? true : undefined
    case 116: // t
      return text === 'true' ? true : undefined
    case 84:
      return text === 'True' || text === 'TRUE' ? true : undefined
    case 102: // f
      return text === 'false' ? false : undefined
    case 70:
      return text === 'False' || text === 'FALSE' ? false : undefined
    case 110: // n
      return text === 'n' || text === 'no' ? false : text === 'null' ? null : undefined
    case 78:
      if (text === 'N' || text === 'No' || text === 'NO') return false
      return text === 'Null' || text === 'NULL' ? null : undefined
    case 111: // o
      return text === 'on' ? true : text === 'off' ? false : undefined
    case 79:
      if (text === 'On' || text === 'ON') return true
      return text === 'Off' || text === 'OFF' ? false : undefined
  }
  return text === '' || text === '~' ? null : undefined
}

/**
 * goyaml's resolve of an untagged plain scalar, with the type it gives. `timestamps` is false where a tag has
 * said that it is none.
 */
export function resolve(text: string, timestamps = true): Resolved {
  const code = text.charCodeAt(0)
  if (code > 57 || code !== code) {
    const word = mayBeWord(code) ? wordValue(text) : undefined
    if (word === null) return { type: 'null', value: null }
    if (word !== undefined) return { type: 'bool', value: word }
    return { type: 'str', value: text }
  }
  const digit = code >= 48 && code <= 57
  if (code === 46 || code === 43 || code === 45) {
    const named = namedFloat(text)
    if (named !== undefined) return { type: 'float', value: named }
    if (code === 46) return floatOr(text, text)
  } else if (!digit) return { type: 'str', value: text }
  if (timestamps && digit && isTimestamp(text)) return { type: 'timestamp', value: text }
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  const signed = parseInteger(plain, 0)
  if (signed !== undefined) return { type: 'int', value: signed, unsigned: false }
  const unsigned = parseUnsigned(plain, 0)
  if (unsigned !== undefined) return { type: 'int', value: unsigned, unsigned: true }
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain)) {
    const float = floatOr(plain, text)
    if (float.type === 'float') return float
  }
  return binary(plain) ?? { type: 'str', value: text }
}

/** `0b` followed by what ParseInt takes in base 2, a sign included. */
function binary(plain: string): Resolved | undefined {
  if (plain.startsWith('0b')) {
    const signed = parseInteger(plain.slice(2), 2)
    if (signed !== undefined) return { type: 'int', value: signed, unsigned: false }
    const unsigned = parseUnsigned(plain.slice(2), 2)
    if (unsigned !== undefined) return { type: 'int', value: unsigned, unsigned: true }
  } else if (plain.startsWith('-0b')) {
    const signed = parseInteger(`-${plain.slice(3)}`, 2)
    if (signed !== undefined) return { type: 'int', value: signed, unsigned: false }
  }
  return undefined
}

function floatOr(number: string, text: string): Resolved {
  const float = parseFloat64(number)
  return float === undefined || float.range
    ? { type: 'str', value: text }
    : { type: 'float', value: float.value }
}

function namedFloat(text: string): number | undefined {
  switch (text) {
    case '.nan':
    case '.NaN':
    case '.NAN':
      return NaN
    case '.inf':
    case '.Inf':
    case '.INF':
    case '+.inf':
    case '+.Inf':
    case '+.INF':
      return Infinity
    case '-.inf':
    case '-.Inf':
    case '-.INF':
      return -Infinity
  }
  return undefined
}
