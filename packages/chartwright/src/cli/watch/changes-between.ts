import { diffRenders, type FieldChange, type ObjectChange } from '../../diff/index.ts'
import type { GoValue } from '../../go/index.ts'
import { nameOf, printPath } from '../../objects/index.ts'
import type { RenderOutcome } from './render-comparer.ts'

/**
 * What renders otherwise than before, as lines: each object, below it its fields.
 *
 * @param told what was told already, which is left out and added to
 */
export function changesBetween(then: RenderOutcome, now: RenderOutcome, told: Set<string>): string[] {
  if (typeof now === 'string') return now === then ? [] : [`does not render: ${now}`]
  if (typeof then === 'string') return ['renders again']
  // What was drawn at random before counts as drawn still: that spares a second render now.
  const difference = diffRenders(then, { ...now, again: () => then.again() }, { withoutCauses: true })
  return difference.objects.flatMap((change) => {
    const object = describeObject(change)
    const isNew = (line: string) => {
      const id = `${object}\n${line}`
      return !told.has(id) && told.add(id)
    }
    if (change.fields.length === 0) return isNew('') ? [object] : []
    const fields = change.fields.map(describeField).filter(isNew)
    return fields.length === 0 ? [] : [object, ...fields.map((line) => `  ${line}`)]
  })
}

function describeObject({ change, from, to }: ObjectChange): string {
  if (!from) return `+ ${nameOf(to!)}`
  if (!to) return `- ${nameOf(from)}`
  return change === 'renamed' ? `~ ${nameOf(from)} → ${nameOf(to)}` : `~ ${nameOf(to)}`
}

function describeField({ path, change, from, to, isSecret }: FieldChange): string {
  const name = printPath(path)
  if (isSecret) return `${name}: ${change} (not shown: it is in a Secret)`
  if (change === 'reordered') return `${name}: in another order`
  if (change === 'added') return `${name}: ${short(to)} (new)`
  if (change === 'removed') return `${name}: ${short(from)} (gone)`
  return `${name}: ${short(from)} → ${short(to)}`
}

/** A value on one line, cut where it is long. */
function short(value: GoValue | undefined): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
