import { damaged, type ChartText, type Mutation } from './mutation.ts'
import type { Verdict } from './judge-chart.ts'

export interface Judged {
  kind: string
  platform: string
  mutation: Mutation
  verdict: Verdict
}

/** Of what a test could have caught, the share that one did. */
export function shareCaught(judged: readonly Judged[]): number {
  const caught = judged.filter(({ verdict }) => verdict.outcome === 'caught').length
  const survived = judged.filter(({ verdict }) => verdict.outcome === 'survived').length
  return caught + survived === 0 ? 1 : caught / (caught + survived)
}

/** A row a class, a column a platform: `caught/of those that change something`, and how many change nothing. */
export function table(
  judged: readonly Judged[],
  kinds: readonly string[],
  platforms: readonly string[],
): string {
  const cell = (some: readonly Judged[]) => {
    const equivalent = some.filter(({ verdict }) => verdict.outcome === 'equivalent').length
    const caught = some.filter(({ verdict }) => verdict.outcome === 'caught').length
    return some.length === 0
      ? '—'
      : `${caught}/${some.length - equivalent}${equivalent ? ` (${equivalent} same)` : ''}`
  }
  const row = (name: string, own: readonly Judged[]) => [
    name,
    ...platforms.map((platform) => cell(own.filter((one) => one.platform === platform))),
    cell(own),
    `${(Math.floor(shareCaught(own) * 1000) / 10).toFixed(1)} %`,
  ]
  const rows = [
    ['class', ...platforms, 'all', 'caught'],
    ...kinds.map((kind) =>
      row(
        kind,
        judged.filter((one) => one.kind === kind),
      ),
    ),
    row('all', judged),
  ]
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((cells) => cells[at]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, at) => text.padEnd(widths[at]!)).join(' | ')} |`
  return [line(rows[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join(
    '\n',
  )
}

/** A damage as file, line and the lines that changed. */
export function shown(chart: ChartText, { platform, kind, mutation }: Judged): string {
  const text = chart.files.get(mutation.file)!
  const line = text.slice(0, mutation.start).split('\n').length
  const before = text.split('\n')
  const after = damaged(text, mutation).split('\n')
  let end = 0
  while (end < after.length && after.at(-1 - end) === before.at(-1 - end)) end++
  const part = (lines: string[], sign: string) =>
    lines
      .slice(line - 1, Math.max(lines.length - end, line - 1))
      .slice(0, 8)
      .map((one) => `  ${sign} ${one}`)
  return [
    `${kind}: charts/${platform}/${mutation.file}:${line}`,
    ...part(before, '-'),
    ...part(after, '+'),
  ].join('\n')
}
