import type { Dialect } from './emit-scalar.ts'

/**
 * The order in which goyaml writes the keys of a map: letters after everything else, runs of digits by their
 * value, so that a2 stands before a10 and _u before a.
 */
export function sortKeys(keys: string[], dialect: Dialect = 'v2'): string[] {
  if (keys.length > 12) return keys.sort((a, b) => (keyLess(a, b, dialect) ? -1 : 1))
  // Go's sort of a dozen is an insertion sort. The order is not transitive for every set of keys, so for few
  // keys the same steps are taken.
  for (let i = 1; i < keys.length; i++) {
    for (let j = i; j > 0 && keyLess(keys[j]!, keys[j - 1]!, dialect); j--) {
      const key = keys[j]!
      keys[j] = keys[j - 1]!
      keys[j - 1] = key
    }
  }
  return keys
}

/** Whether goyaml writes key `a` before key `b`. In v3 a letter stands before anything else behind a digit. */
export function keyLess(a: string, b: string, dialect: Dialect): boolean {
  const end = Math.min(a.length, b.length)
  let i = 0
  while (i < end && a.charCodeAt(i) === b.charCodeAt(i)) i++
  if (i === end) return a.length < b.length
  const ac = a.charCodeAt(i)
  const bc = b.charCodeAt(i)
  if (ac > 127 || bc > 127) return runesLess(a, b, dialect)
  const aLetter = isLetter(ac)
  const bLetter = isLetter(bc)
  if (aLetter && bLetter) return ac < bc
  if (aLetter || bLetter) return dialect === 'v3' && i > 0 && isDigit(a.charCodeAt(i - 1)) ? aLetter : bLetter
  if (!isDigit(ac) && !isDigit(bc)) return ac < bc
  return numbersLess(a, b, i, ac, bc)
}

/** Both differ first at `i`, where at least one has a digit. */
function numbersLess(a: string, b: string, i: number, ac: number, bc: number): boolean {
  // Leading zeros count by their place unless a digit other than 0 stands before them.
  let start = 0
  if (ac === 48 || bc === 48) {
    for (let j = i - 1; j >= 0 && isDigit(a.charCodeAt(j)); j--) {
      if (a.charCodeAt(j) !== 48) {
        start = 1
        break
      }
    }
  }
  let ai = i
  while (ai < a.length && isDigit(a.charCodeAt(ai))) ai++
  let bi = i
  while (bi < b.length && isDigit(b.charCodeAt(bi))) bi++
  const an = int64(start, a.slice(i, ai))
  const bn = int64(start, b.slice(i, bi))
  if (an !== bn) return an < bn
  if (ai !== bi) return ai < bi
  return ac < bc
}

/** The digits after `start`, in Go's int64 arithmetic, which wraps around. */
function int64(start: number, digits: string): number | bigint {
  if (digits.length < 15) return Number(`${start}${digits}`)
  const wrapped = BigInt.asIntN(64, BigInt(`${start}${digits}`))
  // A small one as a number, for 0n is not the 0 of a key without digits.
  return Number.isSafeInteger(Number(wrapped)) ? Number(wrapped) : wrapped
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

/** The same for characters outside ASCII, by code point. */
function runesLess(a: string, b: string, dialect: Dialect): boolean {
  const ar = Array.from(a)
  const br = Array.from(b)
  let i = 0
  while (ar[i] === br[i]) i++
  const ac = ar[i]!.codePointAt(0)!
  const bc = br[i]!.codePointAt(0)!
  const aLetter = isLetterRune(ar[i]!)
  const bLetter = isLetterRune(br[i]!)
  if (aLetter && bLetter) return ac < bc
  if (aLetter || bLetter) return dialect === 'v3' && i > 0 && isDigitRune(ar[i - 1]!) ? aLetter : bLetter
  const [an, ai] = runeNumber(ar, i)
  const [bn, bi] = runeNumber(br, i)
  if (an !== bn) return an < bn
  if (ai !== bi) return ai < bi
  return ac < bc
}

/** Go adds up the code points of digits of any script as if they were ASCII. */
function runeNumber(runes: string[], from: number): [bigint, number] {
  let value = 0n
  let i = from
  for (; i < runes.length && isDigitRune(runes[i]!); i++)
    value = BigInt.asIntN(64, value * 10n + BigInt(runes[i]!.codePointAt(0)! - 48))
  return [value, i]
}

// Literals in functions: V8 asks ICU for the classes when it first meets them, and few keys need them.
const isLetterRune = (rune: string) => /^\p{L}$/u.test(rune)
const isDigitRune = (rune: string) => /^\p{Nd}$/u.test(rune)
