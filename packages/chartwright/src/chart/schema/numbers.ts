import { GoInt } from '../../go/index.ts'
import { parseFloat64 } from '../../go/strconv.ts'

type Num = number | GoInt

function isNumber(value: unknown): value is Num {
  return typeof value === 'number' || value instanceof GoInt
}

function plain(value: Num): number {
  return typeof value === 'number' ? value : value.n
}

export function isInteger(value: unknown): boolean {
  return value instanceof GoInt || Number.isInteger(value)
}

/**
 * Equality of JSON: numbers by value, objects in any order.
 *
 * @param readsTexts santhosh-tekuri 6.0.2 takes a text on the right for the number that it spells
 */
export function equal(a: unknown, b: unknown, readsTexts = false): boolean {
  if (a === b) return true
  if (isNumber(a)) {
    if (typeof b === 'string') return readsTexts && plain(a) === spelt(b)
    if (!isNumber(b) || plain(a) !== plain(b)) return false
    return a instanceof GoInt && b instanceof GoInt ? a.toBigInt() === b.toBigInt() : true
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || isNumber(b)) return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i], readsTexts))
  }
  if (Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key], readsTexts))
  )
}

/** The number that Go's big.Rat reads in a text. */
function spelt(text: string): number | undefined {
  const parts = text.split('/').map((part) => parseFloat64(part)?.value)
  if (parts.length > 2 || parts.includes(undefined)) return undefined
  return parts.length === 1 ? parts[0] : parts[0]! / parts[1]!
}

/** The first item that equals an earlier one, as the earlier index and its own. */
export function duplicates(items: unknown[], readsTexts = false): [number, number] | undefined {
  if (items.length > 20 && items.every((item) => typeof item === 'string' || typeof item === 'number')) {
    const seen = new Map<unknown, number>()
    for (const [i, item] of items.entries()) {
      const before = seen.get(item)
      if (before !== undefined) return [before, i]
      seen.set(item, i)
    }
    return undefined
  }
  for (let i = 1; i < items.length; i++) {
    for (let j = 0; j < i; j++) if (equal(items[i], items[j], readsTexts)) return [j, i]
  }
  return undefined
}

/** Whether a number divides without rest, counted in decimal as it is written: 0.3 is a multiple of 0.1. */
export function isMultiple(value: Num, of: number): boolean {
  if (of === 0) return true
  const number = plain(value)
  if (Number.isSafeInteger(number) && Number.isSafeInteger(of)) return number % of === 0
  const a = value instanceof GoInt ? { digits: value.toBigInt(), scale: 0 } : decimal(number)
  const b = decimal(of)
  const scale = Math.max(a.scale, b.scale)
  const left = a.digits * 10n ** BigInt(scale - a.scale)
  const right = b.digits * 10n ** BigInt(scale - b.scale)
  return left % right === 0n
}

function decimal(number: number): { digits: bigint; scale: number } {
  const [mantissa, exponent = '0'] = String(number).split('e')
  const [whole, fraction = ''] = mantissa!.split('.')
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(whole! + fraction)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}
