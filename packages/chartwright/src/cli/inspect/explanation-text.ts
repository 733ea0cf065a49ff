import type { KeyRead, SourcePlace } from '../../engine/index.ts'
import { questionAt, type FieldExplanation, type MadeBy, type SkippedBranch } from '../../explain/index.ts'
import { nameOf, printPath, type RenderedObject } from '../../objects/index.ts'
import { keyOf, otherTemplates, templateLine, type Explaining } from './explanation.ts'
import type { Paint } from './paint.ts'
import { shortValue } from './value-text.ts'

/** The most lines of a map that are told one by one. */
const mostPlaces = 60

/** A field for people: its lines, the templates that made them, the values keys behind them. */
export function fieldText(explanation: FieldExplanation, from: Explaining, paint: Paint): string {
  const { object, field, made, content, decisions, inside, others } = explanation
  const lines = [`${paint('bold', nameOf(object))} ${paint('cyan', printPath(field.path))}`.trimEnd()]
  const isSecret = holdsSecret(object, explanation.field.path) && !from.showSecrets
  for (const part of made.slice(0, mostPlaces)) lines.push('', ...madeText(part, isSecret, from, paint))
  if (made.length > mostPlaces) lines.push(`  … ${made.length - mostPlaces} more places`)
  if (content.length > 0) lines.push('', '  values in it', ...keysText(content, from, paint, '    '))
  if (decisions.length > 0 || others.length > 0) lines.push('', '  it is there because of')
  for (const { place, keys } of decisions) lines.push(...branchText(place, keys, from, paint))
  lines.push(...keysText(others, from, paint, '    '))
  if (inside.length > 0) lines.push('', '  it would have more lines if not for')
  for (const { place, keys } of inside) lines.push(...branchText(place, keys, from, paint))
  return `${lines.join('\n')}\n`
}

function madeText(made: MadeBy, isSecret: boolean, from: Explaining, paint: Paint): string[] {
  const { text, place, stack } = made
  const output = text.map(
    (line) => `  ${paint('green', isSecret ? line.replace(/:.*/, ': (secret)') : line)}`,
  )
  const shown = output.length > 12 ? [...output.slice(0, 10), `  … ${output.length - 10} more lines`] : output
  if (!place) return shown
  const lines = [...shown, ...placeText(place, from, paint)]
  for (const other of otherTemplates(made, from)) lines.push(...placeText(other, from, paint, 'with '))
  for (const call of stack) lines.push(...placeText(call, from, paint, 'included by '))
  return lines
}

function placeText(place: SourcePlace, from: Explaining, paint: Paint, lead = ''): string[] {
  const { file, line, column, text, platform } = templateLine(place, from)
  const source = `${paint('dim', text.length > 100 ? `${text.slice(0, 99)}…` : text)}`
  const lines = [`    ${lead}${paint('cyan', `${file}:${line}:${column}`)}  ${source}`]
  if (platform)
    lines.push(`    described at ${paint('cyan', `${platform.file}:${platform.line}:${platform.column}`)}`)
  return lines
}

function branchText(place: SourcePlace, keys: readonly KeyRead[], from: Explaining, paint: Paint): string[] {
  const { file, line } = templateLine(place, from)
  const question = questionAt(place, from.sources)
  return [`    ${question}  ${paint('cyan', `${file}:${line}`)}`, ...keysText(keys, from, paint, '      ')]
}

/** Keys with their values and what set them. */
export function keysText(
  reads: readonly KeyRead[],
  from: Explaining,
  paint: Paint,
  indent: string,
): string[] {
  return reads.map(({ key, of, isAbsent }) => keyText(key, from, paint, indent, of === 'names' && !isAbsent))
}

export function keyText(
  key: string,
  from: Explaining,
  paint: Paint,
  indent: string,
  namesOnly = false,
): string {
  const { value, origins, isSecret } = keyOf(key, from)
  const shown = isSecret ? '(hidden: see --show-secrets)' : shortValue(value, namesOnly ? 40 : 72)
  const [first, ...more] = origins
  const where = first
    ? [first, ...more]
        .slice(0, 3)
        .map(({ name, line, kind, isRemoval }) => {
          const place = line === undefined ? name : `${name}:${line}`
          return isRemoval && kind !== 'default'
            ? `${place} takes it away`
            : kind === 'default'
              ? `${place} (default)`
              : place
        })
        .join(', ')
    : value === undefined
      ? 'nothing sets it'
      : 'set by the chart'
  return `${indent}${paint('bold', key === '' ? '(all values)' : key)} = ${shown}  ${paint('dim', where)}`
}

/** Why something is not there. */
export function skippedText(skipped: readonly SkippedBranch[], from: Explaining, paint: Paint): string[] {
  return skipped.flatMap(({ place, keys, wouldWrite }) => {
    const target = templateLine(wouldWrite, from)
    return [
      ...branchText(place, keys, from, paint),
      `      skipped: ${paint('cyan', `${target.file}:${target.line}`)}  ${paint('dim', target.text)}`,
    ]
  })
}

export function holdsSecret({ kind }: RenderedObject, path: readonly unknown[]): boolean {
  return kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData')
}
