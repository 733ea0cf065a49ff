import { isSpace } from '../../go/unicode.ts'
import type { HelmVersion } from '../helm-version.ts'

/** One document of a rendered file, and where it begins in it. */
export interface Document {
  text: string
  offset: number
}

/**
 * Cuts a rendered file into documents as Helm does, which is not as YAML does: the separator is any `---` at
 * the start of a line, whatever follows it, inside a block scalar too.
 */
export function splitDocuments(text: string, version: HelmVersion): Document[] {
  return version.keepsDocumentEnds ? splitKeeping(text) : splitTrimming(text, version.keepsFileEnds)
}

/**
 * Up to 4.2.3: split at `(?:^|\s*\n)---\s*` and every document trimmed; from 4.2.0 on only the separators trim,
 * so the last document of a file keeps its end.
 */
function splitTrimming(text: string, keepsFileEnd: boolean): Document[] {
  const documents: Document[] = []
  const end = keepsFileEnd ? text.length : lastNonSpace(text, text.length)
  const add = (from: number, to: number) => {
    if (from >= to) return
    const start = Math.min(firstNonSpace(text, from), to)
    const stop = keepsFileEnd ? to : Math.max(start, lastNonSpace(text, to))
    if (keepsFileEnd && start === to) return
    documents.push({ text: text.slice(start, stop), offset: start })
  }
  let from = Math.min(firstNonSpace(text, 0), end)
  if (text.startsWith('---', from)) from = asciiSpaceEnd(text, from + 3, end)
  for (;;) {
    const dashes = text.indexOf('\n---', from)
    if (dashes < 0 || dashes >= end) break
    // The white space before the separator's line break belongs to the separator.
    let separator = dashes
    while (separator > from && isAsciiSpace(text.charCodeAt(separator - 1))) separator--
    add(from, separator)
    from = asciiSpaceEnd(text, dashes + 4, end)
  }
  add(from, end)
  return documents
}

function asciiSpaceEnd(text: string, from: number, end: number): number {
  let at = from
  while (at < end && isAsciiSpace(text.charCodeAt(at))) at++
  return at
}

/** From 4.2.4: the file is split at `(?m)^---[ \t]*`, white-space documents are dropped, ends kept. */
function splitKeeping(text: string): Document[] {
  const documents: Document[] = []
  const add = (from: number, to: number) => {
    const start = firstNonSpace(text, from)
    if (start < to) documents.push({ text: text.slice(start, to), offset: start })
  }
  let from = firstNonSpace(text, 0)
  let dashes = text.startsWith('---', from) ? from : text.indexOf('\n---', from) + 1
  while (dashes > 0 || (dashes === 0 && from === 0 && text.startsWith('---'))) {
    add(from, dashes)
    from = dashes + 3
    while (text[from] === ' ' || text[from] === '\t') from++
    dashes = text.indexOf('\n---', from) + 1
  }
  add(from, text.length)
  return documents
}

function isAsciiSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12
}

/** strings.TrimLeftFunc and TrimRightFunc of unicode.IsSpace, as places in the text. */
export function firstNonSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

export function lastNonSpace(text: string, to: number): number {
  let at = to
  while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--
  return at
}
