import type { FieldChange } from '../../diff/index.ts'
import { isMap, type GoValue } from '../../go/index.ts'
import { keyedBy, printPath, selectorOf } from '../../objects/index.ts'
import { lineDiff } from './line-diff.ts'
import type { Paint } from './paint.ts'
import { shortValue, valueLines } from './value-text.ts'

/** The most that an added or removed map shows, and a text that changed. */
const mostLines = 40

/** The lines of one field that changed, the first with its path. */
export function fieldText(field: FieldChange, paint: Paint): string[] {
  const name = paint('cyan', printPath(field.path))
  const { from, to, change } = field
  if (field.isSecret && from === undefined && to === undefined)
    return [`${name}: ${change} (secret: see --show-secrets)`]
  if (change === 'reordered') return [`${name}: only the order changed`, ...orders(field, paint)]
  const isShort = (value: GoValue | undefined) => value === undefined || isScalar(value) || isEmpty(value)
  if (change === 'added' && isShort(to)) return [`${name}: ${paint('green', `+ ${shortValue(to)}`)}`]
  if (change === 'removed' && isShort(from)) return [`${name}: ${paint('red', `- ${shortValue(from)}`)}`]
  if (isDigest(from) && isDigest(to))
    return [`${name}: ${paint('red', `${from.slice(0, 12)}…`)} → ${paint('green', `${to.slice(0, 12)}…`)}`]
  const inline = `${shortValue(from, 200)} → ${shortValue(to, 200)}`
  if (isShort(from) && isShort(to) && inline.length <= 88)
    return [`${name}: ${paint('red', shortValue(from, 200))} → ${paint('green', shortValue(to, 200))}`]
  const lines = lineDiff(valueLines(from), valueLines(to)).map(({ sign, text }) => {
    const line = `    ${sign} ${text}`.trimEnd()
    return sign === '-' ? paint('red', line) : sign === '+' ? paint('green', line) : paint('dim', line)
  })
  const rest = lines.length - mostLines
  return [
    `${name}:`,
    ...lines.slice(0, mostLines),
    ...(rest > 0 ? [paint('dim', `    … ${rest} more lines`)] : []),
  ]
}

function isDigest(value: GoValue | undefined): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,128}$/.test(value)
}

function orders({ path, from, to }: FieldChange, paint: Paint): string[] {
  if (!Array.isArray(from) || !Array.isArray(to)) return []
  const fields = keyedBy(String(path.at(-1)), from, to)
  const names = (list: readonly GoValue[]) =>
    list
      .map((item) =>
        fields && isMap(item) ? Object.values(selectorOf(item, fields)!).join('/') : shortValue(item, 24),
      )
      .join(', ')
  return [paint('red', `    - ${names(from)}`), paint('green', `    + ${names(to)}`)]
}

function isScalar(value: GoValue): boolean {
  return !isMap(value) && !Array.isArray(value) && !(typeof value === 'string' && value.includes('\n'))
}

function isEmpty(value: GoValue): boolean {
  return (Array.isArray(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0)
}
