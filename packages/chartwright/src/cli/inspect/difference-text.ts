import {
  groupByCause,
  type CauseGroup,
  type Difference,
  type FieldChange,
  type ObjectChange,
} from '../../diff/index.ts'
import { mapOf } from '../../go/index.ts'
import { nameOf, printPath } from '../../objects/index.ts'
import { causeText } from './cause-text.ts'
import { fieldText } from './field-text.ts'
import type { Paint } from './paint.ts'
import { plain, valueLines } from './value-text.ts'

export interface DifferenceStyle {
  paint: Paint
  /** Group by object in place of cause. */
  byObject?: boolean
  /** Print added and removed objects whole. */
  isFull?: boolean
  showSecrets?: boolean
}

/** A difference for people: what happened to how many objects, then the changes by cause. */
export function differenceText(difference: Difference, style: DifferenceStyle): string {
  const parts = [summaryText(difference)]
  if (style.byObject)
    parts.push(...difference.objects.map((object) => objectText(object, object.fields, style, true)))
  else for (const group of groupByCause(difference)) parts.push(groupText(group, style))
  const random = randomText(difference, style)
  if (random !== '') parts.push(random)
  return `${parts.join('\n\n')}\n`
}

function summaryText({ objects, unchanged }: Difference): string {
  if (objects.length === 0) return `no differences (${unchanged} object${unchanged === 1 ? '' : 's'})`
  const count = (change: ObjectChange['change']) =>
    objects.filter((object) => object.change === change).length
  return [
    ...(['changed', 'renamed', 'added', 'removed'] as const)
      .filter((change) => count(change) > 0)
      .map((change) => `${count(change)} ${change}`),
    `${unchanged} unchanged`,
  ].join(', ')
}

function groupText({ causes, changes }: CauseGroup, style: DifferenceStyle): string {
  const lines = causes.map((cause) => causeText(cause, style.paint))
  const shared = sharedFields(changes)
  for (const { fields, objects } of shared) {
    lines.push(`  ${style.paint('yellow', '~')} in ${objects.length} objects`)
    lines.push(...wrapped(objectNames(objects, style)).map((line) => `      ${style.paint('dim', line)}`))
    for (const field of fields) lines.push(...fieldText(field, style.paint).map((line) => `    ${line}`))
  }
  const told = new Set(shared.flatMap(({ all }) => all))
  for (const { object, fields } of changes) {
    const rest = fields.filter((field) => !told.has(field))
    if (rest.length > 0 || fields.length === 0) lines.push(indented(objectText(object, rest, style, false)))
  }
  return lines.join('\n')
}

interface SharedFields {
  fields: FieldChange[]
  objects: ObjectChange[]
  all: FieldChange[]
}

/** Fields that change alike in the same objects: labels that a helper writes into twenty. */
function sharedFields(changes: CauseGroup['changes']): SharedFields[] {
  const byText = new Map<string, SharedFields>()
  for (const { object, fields } of changes)
    for (const field of fields) {
      const id = JSON.stringify([printPath(field.path), field.change, plain(field.from), plain(field.to)])
      const known = byText.get(id)
      if (!known) byText.set(id, { fields: [field], objects: [object], all: [field] })
      else {
        known.objects.push(object)
        known.all.push(field)
      }
    }
  const byObjects = new Map<string, SharedFields>()
  for (const shared of byText.values()) {
    if (shared.objects.length < 3) continue
    const id = shared.objects.map(newName).join()
    const known = byObjects.get(id)
    if (!known) byObjects.set(id, shared)
    else {
      known.fields.push(...shared.fields)
      known.all.push(...shared.all)
    }
  }
  return [...byObjects.values()]
}

/** The most objects whose names are listed; of more, the kinds are. */
const mostNames = 12

function objectNames(objects: readonly ObjectChange[], { isFull }: DifferenceStyle): string[] {
  if (isFull || objects.length <= mostNames) return objects.map(newName)
  const kinds = new Map<string, number>()
  for (const { from, to } of objects) {
    const { kind } = (to ?? from)!
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return [...kinds].map(([kind, count]) => `${count} ${kind}`)
}

function newName({ from, to }: ObjectChange): string {
  return nameOf((to ?? from)!)
}

function objectText(
  object: ObjectChange,
  fields: readonly FieldChange[],
  style: DifferenceStyle,
  withCauses: boolean,
): string {
  const { paint } = style
  const sign = { added: '+', removed: '-', changed: '~', renamed: '~' }[object.change]
  const hue = { added: 'green', removed: 'red', changed: 'yellow', renamed: 'yellow' } as const
  const lines = [
    `${paint(hue[object.change], sign)} ${paint('bold', labelOfChange(object))}${roleOf(object)}`,
  ]
  // The new name is in the line above.
  const told =
    object.change === 'renamed' ? fields.filter(({ path }) => printPath(path) !== 'metadata.name') : fields
  for (const field of told) {
    lines.push(...fieldText(field, paint).map((line) => `  ${line}`))
    if (withCauses)
      lines.push(...field.causes.map((cause) => `      ${paint('dim', '↳')} ${causeText(cause, paint)}`))
  }
  if (withCauses)
    lines.push(...object.causes.map((cause) => `    ${paint('dim', '↳')} ${causeText(cause, paint)}`))
  if (style.isFull && (object.change === 'added' || object.change === 'removed'))
    lines.push(...wholeObject(object, style).map((line) => paint(hue[object.change], `    ${sign} ${line}`)))
  return lines.join('\n')
}

function wholeObject({ from, to }: ObjectChange, { showSecrets }: DifferenceStyle): string[] {
  const { value, kind, manifest, root } = (to ?? from)!
  if (kind !== 'Secret' || showSecrets)
    return root.length === 0 ? manifest.content.trimEnd().split('\n') : valueLines(value)
  return valueLines(
    mapOf(
      Object.entries(value).map(([name, entry]) => [
        name,
        name === 'data' || name === 'stringData' ? '(secret: see --show-secrets)' : entry,
      ]),
    ),
  )
}

function labelOfChange({ from, to, change }: ObjectChange): string {
  return change === 'renamed' ? `${nameOf(from!)} → ${nameOf(to!)}` : nameOf((to ?? from)!)
}

/** What is no part of the release, where that matters to who reads. */
function roleOf({ from, to }: ObjectChange): string {
  const { events, isCrdFile } = (to ?? from)!
  if (isCrdFile) return ' (a file of crds/: Helm installs it once and never updates it)'
  return events.length > 0 ? ` (${events.join(', ')})` : ''
}

function randomText({ random }: Difference, { paint }: DifferenceStyle): string {
  if (random.length === 0) return ''
  const names = random.map(({ object, path }) => `${nameOf(object)} ${printPath(path)}`)
  const title = `${random.length} field${random.length === 1 ? ' is' : 's are'} made anew by every render and not compared:`
  return [paint('dim', title), ...names.map((name) => paint('dim', `  ${name}`))].join('\n')
}

function wrapped(words: readonly string[], width = 96): string[] {
  const lines: string[] = []
  for (const [at, word] of words.entries()) {
    const piece = at < words.length - 1 ? `${word},` : word
    const last = lines.at(-1)
    if (last !== undefined && last.length + piece.length < width) lines[lines.length - 1] = `${last} ${piece}`
    else lines.push(piece)
  }
  return lines
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}
