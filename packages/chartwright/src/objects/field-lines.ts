import type { Decision, OutputLine } from '../engine/index.ts'
import type { Path } from '../yaml/index.ts'
import { positionsOf, type RenderedObject } from './object.ts'
import type { TracedRender } from './trace-render.ts'

/** Lines of an object's manifest, the first counted from 0. */
export interface FieldLines {
  first: number
  last: number
  lines: readonly OutputLine[]
}

const textByManifest = new WeakMap<object, string[]>()

function textLines({ manifest }: RenderedObject): string[] {
  let lines = textByManifest.get(manifest)
  if (!lines) textByManifest.set(manifest, (lines = manifest.content.split('\n')))
  return lines
}

const linesByManifest = new WeakMap<object, readonly OutputLine[]>()

/** The lines of an object's whole document. */
export function linesOfManifest({ provenance }: TracedRender, object: RenderedObject): readonly OutputLine[] {
  let lines = linesByManifest.get(object.manifest)
  if (!lines) {
    lines = object.isCrdFile ? [] : (provenance?.linesOf(object.manifest) ?? [])
    linesByManifest.set(object.manifest, lines)
  }
  return lines
}

const decisionsByRender = new WeakMap<TracedRender, Map<string, readonly Decision[]>>()

/** The decisions of a rendered file, worked out once. */
export function decisionsOfFile(render: TracedRender, path: string): readonly Decision[] {
  let files = decisionsByRender.get(render)
  if (!files) decisionsByRender.set(render, (files = new Map<string, readonly Decision[]>()))
  let decisions = files.get(path)
  if (!decisions) files.set(path, (decisions = render.provenance?.decisions(path) ?? []))
  return decisions
}

/** The lines that a field takes, its key's included. The empty path is the whole object. */
export function linesOfField(render: TracedRender, object: RenderedObject, path: Path): FieldLines {
  const all = linesOfManifest(render, object)
  const whole = [...object.root, ...path]
  if (whole.length === 0) return { first: 0, last: all.length - 1, lines: all }
  const positions = positionsOf(object)
  const key = positions.key(whole)
  const value = positions.value(whole)
  if (!key || !value) return { first: 0, last: -1, lines: [] }
  const text = textLines(object)
  const first = key.line - 1
  // What ends with its document ends on a line that is not there.
  let last = Math.min(value.endLine, text.length) - 1
  // A block's end is where the next thing begins.
  if (last === value.endLine - 1 && last > first && text[last]!.slice(0, value.endColumn - 1).trim() === '')
    last--
  while (last > first && text[last]!.trim() === '') last--
  return { first, last, lines: all.slice(first, last + 1) }
}
