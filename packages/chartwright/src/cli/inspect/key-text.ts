import { questionAt, type KeyExplanation } from '../../explain/index.ts'
import { nameOf, printPath } from '../../objects/index.ts'
import { templateLine, type Explaining } from './explanation.ts'
import { holdsSecret, keyText } from './explanation-text.ts'
import type { Paint } from './paint.ts'
import { shortValue } from './value-text.ts'

/** What a values key moves, for people. */
export function movedText(
  { key, objects, branches, isRead }: KeyExplanation,
  from: Explaining,
  paint: Paint,
): string {
  const lines = [keyText(key, from, paint, '')]
  if (!isRead) return `${lines.join('\n')}\n\nNothing in the chart reads it.\n`
  const count = objects.reduce((sum, { fields }) => sum + fields.length, 0)
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  lines.push(
    '',
    count === 0
      ? 'It moves no field of this render.'
      : `It moves ${plural(count, 'field')} of ${plural(objects.length, 'object')}:`,
  )
  for (const { object, fields } of objects) {
    lines.push(`  ${paint('bold', nameOf(object))}`)
    for (const { path, value, place, isContent } of fields) {
      const where = place ? templateLine(place, from) : undefined
      const hidden = holdsSecret(object, path) && !from.showSecrets
      const shown = !isContent ? 'is there because of it' : hidden ? '(secret)' : shortValue(value, 60)
      const name = path.length === 0 ? 'the whole object' : printPath(path)
      const at = where ? `  ${paint('dim', `${where.file}:${where.line}`)}` : ''
      lines.push(`    ${paint('cyan', name)}${isContent ? ':' : ''} ${shown}${at}`)
    }
  }
  if (branches.length > 0)
    lines.push('', `It decides ${branches.length === 1 ? 'a branch' : `${branches.length} branches`}:`)
  for (const { place, taken, skipped } of branches) {
    const { file, line } = templateLine(place, from)
    const outcome = [taken > 0 ? `printed ${taken}×` : '', skipped > 0 ? `printed nothing ${skipped}×` : '']
    lines.push(
      `  ${questionAt(place, from.sources)}  ${paint('cyan', `${file}:${line}`)}  ${paint('dim', outcome.filter(Boolean).join(', '))}`,
    )
  }
  return `${lines.join('\n')}\n`
}
