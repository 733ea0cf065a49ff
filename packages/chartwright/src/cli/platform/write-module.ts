/** What a test position is given to. The copy begins with an import of it. */
export const check = '__chartwrightTest'
/** What an object literal is given to, with the places of its properties. */
export const place = '__chartwrightPlace'

/** Text that is put in at a place of the file without types. */
export type Edit = [at: number, text: string]

export interface Import {
  specifier: string
  start: number
  end: number
}

/** A file without types, what is put into it, and every module that it names; each in the order of their places. */
export interface ParsedModule {
  code: string
  edits: Edit[]
  imports: Import[]
}

/** Text that was put into a line of the loaded copy, to find back to the author's columns. */
export interface Insertion {
  line: number
  /** In the copy, from 1. */
  column: number
  length: number
}

/**
 * The text of the copy that is loaded, and how its columns lead back to the author's.
 *
 * @param head text for the beginning of the first line
 * @param modules other modules in place of imported ones
 */
export function writeModule(
  { code, edits, imports }: ParsedModule,
  head: string,
  modules: ReadonlyMap<string, string>,
): { code: string; insertions: Insertion[] } {
  const changes = [
    { start: 0, end: 0, text: head },
    ...edits.map(([at, text]) => ({ start: at, end: at, text })),
  ]
  for (const { specifier, start, end } of imports) {
    const instead = modules.get(specifier)
    if (instead !== undefined) changes.push({ start, end, text: JSON.stringify(instead) })
  }
  changes.sort((a, b) => a.start - b.start)
  const insertions: Insertion[] = []
  let copy = ''
  let line = 1
  let lineStart = 0
  let from = 0
  const keep = (to: number) => {
    for (let at = code.indexOf('\n', from); at >= 0 && at < to; at = code.indexOf('\n', at + 1)) {
      line++
      lineStart = copy.length + at + 1 - from
    }
    copy += code.slice(from, to)
    from = to
  }
  for (const { start, end, text } of changes) {
    keep(start)
    insertions.push({ line, column: copy.length - lineStart + 1, length: text.length - (end - start) })
    copy += text
    from = end
  }
  keep(code.length)
  return { code: copy, insertions }
}

/** A column of the copy as the author's column. */
export function authorColumn(insertions: readonly Insertion[], line: number, column: number): number {
  let shift = 0
  for (const inserted of insertions)
    if (inserted.line === line && inserted.column < column)
      shift += Math.min(inserted.length, column - inserted.column)
  return column - shift
}
