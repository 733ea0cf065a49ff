import {
  explainField,
  explainMissingField,
  explainMissingObject,
  explainValue,
  findField,
  subchartsTurnedOff,
  type ObjectName,
} from '../../explain/index.ts'
import { nameOf, printPath, type RenderedObject } from '../../objects/index.ts'
import { fieldUnknown, keyUnknown, knownKeys, objectUnknown } from './explain-problems.ts'
import { keyOf, type Explaining } from './explanation.ts'
import { fieldJson, keyJson, linesJson, movedJson, objectJson, skippedJson } from './explanation-json.ts'
import { fieldText, keyText, skippedText } from './explanation-text.ts'
import { movedText } from './key-text.ts'
import { objectsText, objectText } from './overview-text.ts'
import type { Paint } from './paint.ts'

/** What a question is answered with, for people and for programs. */
export interface Answer {
  text(paint: Paint): string
  json(): unknown
}

export function aboutObjects(from: Explaining): Answer {
  return {
    text: (paint) => objectsText(from, paint),
    json: () => ({ objects: from.render.objects.map((object) => objectJson(object, from)) }),
  }
}

export function aboutObject(object: RenderedObject, from: Explaining): Answer {
  return { text: (paint) => objectText(object, from, paint), json: () => linesJson(object, from) }
}

/** A field that is there, or why it is not. Throws for a path that nothing would write. */
export function aboutField(object: RenderedObject, text: string, from: Explaining): Answer {
  const found = findField(object.value, text)
  if ('field' in found) {
    const explanation = explainField(from.render, object, found.field)
    return {
      text: (paint) => fieldText(explanation, from, paint),
      json: () => fieldJson(explanation, from),
    }
  }
  const { missing } = found
  const skipped = explainMissingField(from.render, object, missing, from.sources)
  if (skipped.length === 0) throw fieldUnknown(object, text, missing)
  return {
    text: (paint) =>
      [
        `${paint('bold', nameOf(object))} has no ${paint('cyan', text)}`,
        ...(missing.nearest.path.length > 0
          ? [
              `  ${printPath(missing.nearest.path)} is there; ${missing.rest} below it would be written if not for`,
            ]
          : ['  it would be written if not for']),
        ...skippedText(skipped, from, paint),
        '',
      ].join('\n'),
    json: () => ({
      object: objectJson(object, from),
      field: text,
      isThere: false,
      nearest: printPath(missing.nearest.path),
      skipped: skippedJson(skipped, from),
    }),
  }
}

/** Why there is no such object. Throws where no branch would make one of the kind. */
export function aboutMissing(name: string, wanted: ObjectName, from: Explaining): Answer {
  const skipped = explainMissingObject(from.render, wanted, from.sources)
  const off = subchartsTurnedOff(from.render, wanted)
  if (skipped.length === 0 && off.length === 0) throw objectUnknown(name, wanted, from)
  const conditions = off.map((chart) => ({ chart, keys: conditionsOf(chart.metadata.name, from) }))
  return {
    text: (paint) =>
      [
        `There is no ${paint('bold', name)} in this render. What could have made one of its kind was skipped:`,
        ...skippedText(skipped, from, paint),
        ...conditions.flatMap(({ chart, keys }) => [
          `    subchart ${paint('bold', chart.metadata.name)} is turned off`,
          ...keys.map((key) => keyText(key, from, paint, '      ')),
        ]),
        '',
      ].join('\n'),
    json: () => ({
      object: name,
      isThere: false,
      skipped: skippedJson(skipped, from),
      subcharts: conditions.map(({ chart, keys }) => ({
        name: chart.metadata.name,
        keys: keys.map((key) => keyJson(keyOf(key, from))),
      })),
    }),
  }
}

/** The keys that turn a subchart of the root on and off. */
function conditionsOf(name: string, { render }: Explaining): string[] {
  const entries = (render.loaded.metadata.dependencies ?? []).filter(
    (one) => (one.alias || one.name) === name,
  )
  return entries.flatMap(({ condition, tags }) => [
    ...condition
      .split(',')
      .map((key) => key.trim())
      .filter((key) => key !== ''),
    ...(tags ?? []).map((tag) => `tags.${tag}`),
  ])
}

/** What a values key moves. Throws for a key that is nowhere in the values and that nothing reads. */
export function aboutKey(key: string, from: Explaining): Answer {
  const moved = explainValue(from.render, key)
  if (!moved.isRead && !knownKeys(from).includes(key)) throw keyUnknown(key, from)
  return { text: (paint) => movedText(moved, from, paint), json: () => movedJson(moved, from) }
}
