/** A pattern that JavaScript and RE2 read alike, so that it need not be parsed by us to be tested. */
export interface PlainPattern {
  readonly native: RegExp
  /** A bound for the steps that backtracking may take on a text of some length. */
  steps(length: number): number
}

const literal = String.raw`[\w /:=,@%&~"'<>#;!\`\u00a1-\u00ff-]`
const escaped = String.raw`\\[.\/+*?()[\]{}|^$\\]`
const member = String.raw`[\w /:=,@%&~"'<>#;!\`.+*?(){}|$-]|\\[-.\/+*?()[\]{}|^$\\dw]`
const atom = `(?:${literal}|${escaped}|\\\\[dw]|\\[\\^?(?:${member})+\\])`
const repeat = String.raw`(?:[?*+]|\{\d{1,3}(?:,\d{0,3})?\})?`

/**
 * Characters, classes, anchors and groups, in ASCII, and Latin letters by themselves, as in `µs`: the texts that are
 * tested this way are ASCII. What is not of this kind, or what V8 refuses, is for our own parser, which also has
 * RE2's words for it. Only whether there is a match may be asked: what groups hold can differ.
 */
export function plainPattern(source: string): PlainPattern | undefined {
  if (source.length > 200) return undefined
  whole ??= new RegExp(`^(?:${atom}${repeat}|\\((?:\\?:)?|\\)[?*+]?|[|^$])*$`)
  if (!whole.test(source)) return undefined
  try {
    return { native: new RegExp(source, 'u'), steps: stepsOf(source) }
  } catch {
    return undefined
  }
}

/**
 * Every loop may end after any character, every choice goes two ways, and where nothing holds the beginning, any
 * place may be it. Where groups repeat, each character may end any loop and begin any branch, which only short
 * texts can bear.
 */
function stepsOf(source: string): (length: number) => number {
  const bare = source.replace(/\\.|\[(?:\\.|[^\]])*\]/g, 'c').replaceAll('(?:', '(')
  const count = (marks: RegExp) => bare.match(marks)?.length ?? 0
  if (/\)[*+]/.test(bare)) {
    const empties = 2 ** (count(/\?/g) + 1)
    const ways = (count(/[*+{|]/g) + 2) * empties
    return (length) => ways ** length * empties
  }
  const loops = count(/[*+]|,\}/g) + (isHeld(bare) ? 0 : 1)
  let ways = 2 ** count(/[?|]/g)
  for (const [, least, most] of bare.matchAll(/\{(\d+),(\d+)\}/g)) ways *= Number(most) - Number(least) + 1
  return (length) => (length + 1) ** loops * ways
}

/** Whether a pattern begins at the beginning of a text, whichever of its branches is taken. */
function isHeld(bare: string): boolean {
  if (!bare.startsWith('^')) return false
  let inGroups: string
  do {
    inGroups = bare
    bare = bare.replace(/\([^()]*\)/, '')
  } while (bare !== inGroups)
  return !bare.includes('|')
}

let whole: RegExp | undefined
