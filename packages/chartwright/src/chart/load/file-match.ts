/**
 * Go's path/filepath.Match: `*` and `?` stop at `/`, `[a-z]` and `[^a-z]` are classes, `\` escapes. Returns
 * undefined for a pattern that Go calls malformed, which it notices only as far as the name leads it.
 */
export function fileMatch(pattern: string, name: string): boolean | undefined {
  return quickMatch(pattern, name) ?? wholeMatch(pattern, name)
}

/** The patterns that .helmignore files are made of: names, `*.ext`, and what a name's beginning rules out. */
function quickMatch(pattern: string, name: string): boolean | undefined {
  const special = pattern.search(/[*?[\\]/)
  if (special < 0) return pattern === name
  if (/[[\\]/.test(pattern)) return undefined
  if (!name.startsWith(pattern.slice(0, special))) return false
  if (special > 0 || pattern.lastIndexOf('*') > 0 || pattern.includes('?')) return undefined
  const skipped = name.length - (pattern.length - 1)
  return skipped >= 0 && name.endsWith(pattern.slice(1)) && !name.slice(0, skipped).includes('/')
}

function wholeMatch(pattern: string, name: string): boolean | undefined {
  const p = Array.from(pattern)
  const n = Array.from(name)
  let rest = p
  let left = n
  while (rest.length > 0) {
    const chunk = scanChunk(rest)
    rest = chunk.rest
    if (chunk.star && chunk.chunk.length === 0) return !left.includes('/')
    const first = matchChunk(chunk.chunk, left)
    if (first === undefined) return undefined
    if (first !== false && (first.length === 0 || rest.length > 0)) {
      left = first
      continue
    }
    if (chunk.star) {
      let found: string[] | undefined
      for (let i = 0; i < left.length && left[i] !== '/'; i++) {
        const after = matchChunk(chunk.chunk, left.slice(i + 1))
        if (after === undefined) return undefined
        if (after === false || (rest.length === 0 && after.length > 0)) continue
        found = after
        break
      }
      if (found) {
        left = found
        continue
      }
    }
    return false
  }
  return left.length === 0
}

function scanChunk(pattern: string[]): { star: boolean; chunk: string[]; rest: string[] } {
  let start = 0
  while (pattern[start] === '*') start++
  let inRange = false
  let i = start
  for (; i < pattern.length; i++) {
    const c = pattern[i]
    if (c === '\\') {
      if (i + 1 < pattern.length) i++
    } else if (c === '[') inRange = true
    else if (c === ']') inRange = false
    else if (c === '*' && !inRange) break
  }
  return { star: start > 0, chunk: pattern.slice(start, i), rest: pattern.slice(i) }
}

/** What is left of the name after the chunk; false when it does not match; undefined for a malformed chunk. */
function matchChunk(chunk: string[], name: string[]): string[] | false | undefined {
  // Go reads on after a mismatch, only to report malformed patterns.
  let failed = false
  let c = 0
  let s = 0
  while (c < chunk.length) {
    if (!failed && s === name.length) failed = true
    const token = chunk[c]
    if (token === '[') {
      const r = failed ? undefined : name[s++]
      c++
      const negated = chunk[c] === '^'
      if (negated) c++
      let match = false
      for (let ranges = 0; ; ranges++) {
        if (c < chunk.length && chunk[c] === ']' && ranges > 0) {
          c++
          break
        }
        const low = classCharacter(chunk, c)
        if (!low) return undefined
        c = low.next
        let high = low.character
        if (chunk[c] === '-') {
          const end = classCharacter(chunk, c + 1)
          if (!end) return undefined
          high = end.character
          c = end.next
        }
        if (r !== undefined && codePoint(low.character) <= codePoint(r) && codePoint(r) <= codePoint(high))
          match = true
      }
      if (match === negated) failed = true
    } else if (token === '?') {
      if (!failed) {
        if (name[s] === '/') failed = true
        s++
      }
      c++
    } else {
      if (token === '\\') {
        c++
        if (c === chunk.length) return undefined
      }
      if (!failed) {
        if (chunk[c] !== name[s]) failed = true
        s++
      }
      c++
    }
  }
  return failed ? false : name.slice(s)
}

function classCharacter(chunk: string[], at: number): { character: string; next: number } | undefined {
  let i = at
  if (i >= chunk.length || chunk[i] === '-' || chunk[i] === ']') return undefined
  if (chunk[i] === '\\') i++
  // A class must be closed: its last character may not be the end of the chunk.
  if (i + 1 >= chunk.length) return undefined
  return { character: chunk[i]!, next: i + 1 }
}

function codePoint(character: string): number {
  return character.codePointAt(0)!
}
