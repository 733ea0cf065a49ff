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

/** Where groups repeat, each character may end any loop and begin any branch, which only short texts can bear. */
function stepsOf(source: string): (length: number) => number {
  const count = (marks: RegExp) => source.split(marks).length
  const loops = count(/[*+{]/)
  const choices = count(/[?|]/)
  if (!/\)[*+]/.test(source)) return (length) => length ** loops * 2 ** choices
  const empties = 2 ** count(/\?/)
  const ways = (loops + count(/\|/)) * empties
  return (length) => ways ** length * empties
}

let whole: RegExp | undefined
