import { parseFloat64, parseInteger, parseUnsigned } from '../go/strconv.ts'
import { isTimestamp } from './timestamp.ts'

/** What YAML 1.1 as Go has it makes of a plain scalar. */
export type Resolved =
  | { type: 'null'; value: null }
  | { type: 'bool'; value: boolean }
  /** Beyond int64 Go holds a uint64, which is no map key for it. */
  | { type: 'int'; value: bigint; unsigned: boolean }
  | { type: 'float'; value: number }
  | { type: 'timestamp' | 'merge' | 'str'; value: string }

/**
 * The value of a plain scalar once it has gone through JSON: null, a boolean, a float64 or the text itself.
 * Infinities and NaN are returned as such and refused later, as JSON refuses them.
 *
 * @example plainValue('0644') // 420
 */
export function plainValue(text: string): null | boolean | number | string {
  const code = text.charCodeAt(0)
  // Letters that start no word with a meaning, which is nearly every string.
  if (code > 57 && !mayBeWord(code)) return text
  if (code >= 48 && code <= 57) {
    const quick = smallNumber(text)
    if (quick !== -1) return quick
  } else if (code > 57 || code !== code) {
    const word = wordValue(text)
    return word === undefined ? text : word
  } else if (code !== 43 && code !== 45 && code !== 46) return text
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

/** Whether a character starts a word with a meaning: y Y n N t T f F o O ~ */
export function mayBeWord(code: number): boolean {
  const lower = code | 32
  return lower === 121 || lower === 110 || lower === 116 || lower === 102 || lower === 111 || code === 126
}

/** Digits, perhaps with a fraction, with no leading zero, few enough to be exact. -1: look closer. */
function smallNumber(text: string): number {
  const { length } = text
  if (length > 15) return -1
  let value = text.charCodeAt(0) - 48
  if (value === 0 && length > 1 && text.charCodeAt(1) !== 46) return -1
  let i = 1
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
  return fraction === length ? value : Number(text)
}

/** undefined: no word with a meaning. */
function wordValue(text: string): null | boolean | undefined {
  if (text.length > 5) return undefined
  switch (text) {
    case 'true':
    case 'True':
    case 'TRUE':
    case 'y':
    case 'Y':
    case 'yes':
    case 'Yes':
    case 'YES':
    case 'on':
    case 'On':
    case 'ON':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
    case 'n':
    case 'N':
    case 'no':
    case 'No':
    case 'NO':
    case 'off':
    case 'Off':
    case 'OFF':
      return false
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
  }
  return undefined
}

/**
 * goyaml's resolve of an untagged plain scalar, with the type it gives. `timestamps` is false where a tag has
 * said that it is none.
 */
export function resolve(text: string, timestamps = true): Resolved {
  const code = text.charCodeAt(0)
  if (code > 57 || code !== code) {
    const word = code > 57 && !mayBeWord(code) ? undefined : wordValue(text)
    if (word === null) return { type: 'null', value: null }
    if (word !== undefined) return { type: 'bool', value: word }
    return { type: 'str', value: text }
  }
  if (code === 60 && text === '<<') return { type: 'merge', value: text }
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
