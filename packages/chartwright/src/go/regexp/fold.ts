import { classText, rangeText } from './class-text.ts'

// Letters of which more than two count as one, beyond what upper and lower case lead to.
const orbits = [
  'Kk\u212a',
  'Ss\u017f',
  'ΣςσΣ',
  'Θθϑϴ',
  'Ββϐ',
  'Εεϵ',
  'Κκϰ',
  'Ππϖ',
  'Ρρϱ',
  'Φφϕ',
  'Μμµ',
  'Ιιͅι',
  'Ååå',
  'Ωωω',
  'Ǆǅǆ',
  'Ǉǈǉ',
  'Ǌǋǌ',
  'Ǳǲǳ',
  'ßẞ',
  'Ṡṡẛ',
]

/** A range of characters and all that differ from them in case only, as text in a JavaScript class. */
export function foldedRange(low: number, high: number): string {
  let source = rangeText(low, high)
  // Longer ranges hold both cases of nearly everything they hold.
  if (high - low > 5000) return source
  for (let code = low; code <= high; code++)
    for (const other of variants(code)) if (other < low || other > high) source += classText(other)
  return source
}

function variants(code: number): Set<number> {
  const character = String.fromCodePoint(code)
  const found = new Set<number>()
  for (const orbit of orbits) {
    const members = Array.from(orbit)
    if (members.includes(character)) for (const member of members) found.add(member.codePointAt(0)!)
  }
  for (const other of [character.toLowerCase(), character.toUpperCase()])
    if (Array.from(other).length === 1) found.add(other.codePointAt(0)!)
  found.delete(code)
  return found
}
