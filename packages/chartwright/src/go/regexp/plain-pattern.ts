/** A pattern that JavaScript and RE2 read alike, so that it need not be parsed by us to be tested. */
export interface PlainPattern {
  readonly native: RegExp
  /** A bound for the steps that backtracking may take on a text of some length. */
  steps(length: number): number
}

const literal = String.raw`[\w /:=,@%&~"'<>#;!\`-]`
const escaped = String.raw`\\[.\/+*?()[\]{}|^$\\]`
const member = String.raw`[\w /:=,@%&~"'<>#;!\`.+*?(){}|$-]|\\[-.\/+*?()[\]{}|^$\\dw]`
const atom = `(?:${literal}|${escaped}|\\\\[dw]|\\[\\^?(?:${member})+\\])`
const repeat = String.raw`(?:[?*+]|\{\d{1,3}(?:,\d{0,3})?\})?`

/**
 * Characters, classes, anchors and groups that are at most optional, in ASCII. What is not of this kind, or what
 * V8 refuses, is for our own parser, which also has RE2's words for it. Only whether there is a match may be
 * asked: what groups hold can differ.
 */
export function plainPattern(source: string): PlainPattern | undefined {
  if (source.length > 200) return undefined
  whole ??= new RegExp(`^(?:${atom}${repeat}|\\((?:\\?:)?|\\)\\??|[|^$])*$`)
  if (!whole.test(source)) return undefined
  try {
    const native = new RegExp(source, 'u')
    const loops = source.split(/[*+{]/).length
    const choices = source.split(/[?|]/).length
    return { native, steps: (length) => length ** loops * 2 ** choices }
  } catch {
    return undefined
  }
}

let whole: RegExp | undefined
