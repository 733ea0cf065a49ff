/**
 * What stands on one line behind its indentation, when it is so plain that it says by itself that it is right.
 * Matched as a whole by V8's machine code for regular expressions, which a process has from its first lines on,
 * long before it optimizes a loop over characters.
 */
const key = /(?!null:|Null:|NULL:)[A-Za-z_][\w./-]{0,200}:/.source
// Texts that begin like no other kind of value, small numbers, quantities, quoted texts, empty collections and
// lists of such on one line. What repeats is counted, so that no line exhausts the stack V8 matches on.
const word = String.raw`-{0,2}[A-Za-z_/$(\\][ !"$-9;-~]*(?::(?=[!-~])[ !"$-9;-~]*){0,999}`
const number = String.raw`-?\d{1,15}|\d[\dA-DF-Za-df-z.%/]{0,40}`
const quoted = String.raw`"[ !#-\[\]-~]*(?:\\["\\nt][ !#-\[\]-~]*){0,999}"|'[ -&(-~]*(?:''[ -&(-~]*){0,999}'`
const inline = String.raw`(?:${quoted}|-{0,2}[A-Za-z_/][\w./-]*|\d{1,15})`
const empty = String.raw`\{\}|\[\]|\[${inline}(?:, ?${inline}){0,99}\]`
// No colon at its end: one there says that a value follows below.
const comment = ' #(?:[ -~]*[ -9;-~])?'
// Blanks are read in one place each, so that a line which is not plain is given up after as many steps as it is long.
const rest = String.raw`(?: *| *${comment})(?:\n|$)`
const value = String.raw`(?:${word}(?:${comment})?(?:\n|$)|(?:${number}|${quoted}|${empty})${rest})`

const entryLine = new RegExp(`${key}(?: +${value}|${rest})`, 'y')
const itemLine = new RegExp(value, 'y')
const blockHeader = new RegExp(`${key} +[|>][-+]? *\n`, 'y')
const blockLine = /[\t -~]*(?:\n|$)/y
const commentLine = /#[ -~]*(?:\n|$)/y

const mostCollections = 200

/**
 * The lines of the entries of a document's mapping whose keys `wanted` matches, without the others: undefined
 * when it takes more than a look at each line to see that all of them are YAML. Nothing is made of what is left
 * out, which is what most of a manifest's reading costs.
 *
 * @param wanted sticky, matched where an entry begins: `/(?:kind|metadata):/iy`
 * @example skim('kind: Pod\nspec:\n  a: 1\n', /kind:/y) // 'kind: Pod\n'
 */
export function skim(text: string, wanted: RegExp): string | undefined {
  // Columns of open collections, each twice; one more for a list. A list may stand in the column of its key.
  const open: number[] = []
  let top = -1
  // Whether the last line ended with a colon, so that a collection may begin below it.
  let awaits = true
  let kept = ''
  let keptFrom = -1
  let at = 0
  const { length } = text
  while (at < length) {
    const start = at
    let code = text.charCodeAt(at)
    while (code === 32) code = text.charCodeAt(++at)
    if (code === 10) {
      at++
      continue
    }
    if (code !== code) break
    if (code === 35) {
      commentLine.lastIndex = at
      if (!commentLine.test(text)) return undefined
      at = commentLine.lastIndex
      continue
    }

    const isItem = code === 45 && text.charCodeAt(at + 1) === 32
    const place = (at - start) * 2 + (isItem ? 1 : 0)
    if (place < top) {
      do {
        open.pop()
        top = open.length > 0 ? open[open.length - 1]! : -1
      } while (place < top)
      awaits = false
    }
    if (place !== top) {
      // Below a key stands a deeper collection or a list in its own column; first of all a mapping.
      if (!awaits || (top < 0 ? place !== 0 : isItem ? place < top : place <= top)) return undefined
      if (open.length === mostCollections) return undefined
      open.push((top = place))
    }
    if (isItem) {
      do code = text.charCodeAt(++at)
      while (code === 32)
      itemLine.lastIndex = at
      if (itemLine.test(text)) {
        awaits = false
        at = itemLine.lastIndex
        continue
      }
      open.push((top = (at - start) * 2))
    } else if (place === 0) {
      wanted.lastIndex = at
      const isWanted = wanted.test(text)
      if (isWanted && keptFrom < 0) keptFrom = at
      else if (!isWanted && keptFrom >= 0) {
        kept += text.slice(keptFrom, at)
        keptFrom = -1
      }
    }

    entryLine.lastIndex = at
    if (entryLine.test(text)) {
      at = entryLine.lastIndex
      awaits =
        text.charCodeAt(at - 1) === 10 ? text.charCodeAt(at - 2) === 58 : text.charCodeAt(at - 1) === 58
      continue
    }
    blockHeader.lastIndex = at
    if (!blockHeader.test(text)) return undefined
    at = afterBlock(text, blockHeader.lastIndex, top >> 1)
    if (at < 0) return undefined
    awaits = false
  }
  return keptFrom < 0 ? kept : kept + text.slice(keptFrom)
}

/** Where the literal or folded text ends that begins at `at`, below a key in `column`; -1 if it is not plain. */
function afterBlock(text: string, at: number, column: number): number {
  const { length } = text
  let indent = -1
  let indentation = ''
  while (at < length) {
    if (indent < 0 || !text.startsWith(indentation, at)) {
      let content = at
      while (text.charCodeAt(content) === 32) content++
      const code = text.charCodeAt(content)
      if (code === 10 || code !== code) {
        // Empty lines may not be longer than the first one with content, which is not known yet.
        if (indent < 0 && content > at) return -1
        at = content + 1
        continue
      }
      if (code === 9) return -1
      if (indent >= 0 || content - at <= column) return at
      indent = content - at
      indentation = ' '.repeat(indent)
    }
    blockLine.lastIndex = at + indent
    if (!blockLine.test(text)) return -1
    at = blockLine.lastIndex
  }
  return at
}
