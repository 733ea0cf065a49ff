import type { Decision, KeyRead, SourcePlace } from '../../engine/index.ts'
import {
  questionAt,
  type ExplainedKey,
  type FieldExplanation,
  type KeyExplanation,
  type SkippedBranch,
} from '../../explain/index.ts'
import { linesOfField, printPath, type RenderedObject } from '../../objects/index.ts'
import { keyOf, otherTemplates, templateLine, type Explaining, type TemplateLine } from './explanation.ts'
import { holdsSecret } from './explanation-text.ts'
import { plain } from './value-text.ts'

// The shapes are described in docs/explain.md.

export function objectJson(
  { apiVersion, kind, namespace, name, path, events }: RenderedObject,
  { sources }: Explaining,
): unknown {
  return {
    apiVersion,
    kind,
    ...(namespace !== '' && { namespace }),
    name,
    template: sources.fileOf(path) ?? path,
    ...(events.length > 0 && { hook: events }),
  }
}

/** A whole object: every line with what made it. */
export function linesJson(object: RenderedObject, from: Explaining): unknown {
  const { lines } = linesOfField(from.render, object, [])
  const isSecret = object.kind === 'Secret' && !from.showSecrets
  return {
    object: objectJson(object, from),
    lines: lines.map(({ text, place, stack, keys, content }) => ({
      ...(!isSecret && { text }),
      ...(place && { place: placeJson(place, from) }),
      ...(stack.length > 0 && { stack: stack.map((call) => placeJson(call, from)) }),
      content: content.map(({ key }) => key),
      keys: keys.map(({ key }) => key),
    })),
  }
}

export function fieldJson(
  { object, field, made, content, decisions, inside, others }: FieldExplanation,
  from: Explaining,
): unknown {
  const isSecret = holdsSecret(object, field.path) && !from.showSecrets
  return {
    object: objectJson(object, from),
    field: printPath(field.path),
    isThere: true,
    ...(isSecret ? { isSecret } : { value: plain(field.value) }),
    lines: made.map((part) => ({
      ...(!isSecret && { text: part.text }),
      ...(part.place && { place: placeJson(part.place, from) }),
      also: otherTemplates(part, from).map((other) => placeJson(other, from)),
      stack: part.stack.map((call) => placeJson(call, from)),
    })),
    content: keysJson(content, from),
    decisions: decisionsJson(decisions, from),
    inside: decisionsJson(inside, from),
    others: keysJson(others, from),
  }
}

function decisionsJson(decisions: readonly Decision[], from: Explaining): unknown {
  return decisions.map(({ place, keys }) => ({
    question: questionAt(place, from.sources),
    place: placeJson(place, from),
    keys: keysJson(keys, from),
  }))
}

export function skippedJson(skipped: readonly SkippedBranch[], from: Explaining): unknown {
  return skipped.map(({ place, keys, wouldWrite }) => ({
    question: questionAt(place, from.sources),
    place: placeJson(place, from),
    keys: keysJson(keys, from),
    wouldWrite: placeJson(wouldWrite, from),
  }))
}

export function movedJson({ key, objects, branches, isRead }: KeyExplanation, from: Explaining): unknown {
  return {
    ...(keyJson(keyOf(key, from)) as object),
    isRead,
    objects: objects.map(({ object, fields }) => ({
      ...(objectJson(object, from) as object),
      fields: fields.map(({ path, value, place, isContent }) => ({
        path: printPath(path),
        isContent,
        ...(isContent && (from.showSecrets || !holdsSecret(object, path)) && { value: plain(value) }),
        ...(place && { place: placeJson(place, from) }),
      })),
    })),
    branches: branches.map(({ place, taken, skipped, files }) => ({
      question: questionAt(place, from.sources),
      place: placeJson(place, from),
      taken,
      skipped,
      files,
    })),
  }
}

function keysJson(reads: readonly KeyRead[], from: Explaining): unknown[] {
  return reads.map(({ key, of }) => ({ ...keyJson(keyOf(key, from)), of }))
}

export function keyJson({ key, value, origins, isSecret }: ExplainedKey & { isSecret: boolean }): object {
  return { key, ...(value !== undefined && { value: plain(value) }), ...(isSecret && { isSecret }), origins }
}

function placeJson(place: SourcePlace, from: Explaining): TemplateLine {
  return templateLine(place, from)
}
