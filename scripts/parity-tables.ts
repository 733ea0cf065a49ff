// npm run parity:tables -- <lines of --json>…
//
// The tables of docs/parity.md from what `npm run parity -- --public … --json <file>` wrote: by Helm, by kind of
// case, by repository, and what differs. A command that ran again, in the same file or a later one, counts by its
// last run. Repositories are folders named owner+name, with the commit in owner+name.commit beside them.
import fs from 'node:fs'
import type { Verdict } from '../test/support/parity/compare-with-helm.ts'

interface Run {
  chart: string
  kind: string
  helm: string
  verdict: Verdict
  args: readonly string[]
  reason?: string
}

const verdicts: readonly Verdict[] = ['equal', 'refused alike', 'too random', 'asks the network', 'different']

const byCommand = new Map<string, Run>()
for (const file of process.argv.slice(2))
  for (const line of fs.readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const run = JSON.parse(line) as Run
    byCommand.set(JSON.stringify([run.helm, run.args]), run)
  }
const runs = [...byCommand.values()]

const helms = [...new Set(runs.map(({ helm }) => helm))].sort()

print('Helm', 'helm')
print('kind of case', 'kind')
printRepositories()
for (const { helm, args, reason } of runs.filter(({ verdict }) => verdict === 'different'))
  console.log(`- ${helm}: ${args.join(' ')}: ${reason}`)

function print(heading: string, key: 'helm' | 'kind'): void {
  const groups = new Map<string, Run[]>()
  for (const run of runs) groups.set(run[key], [...(groups.get(run[key]) ?? []), run])
  console.log(
    `| ${[heading, 'charts', 'runs', ...verdicts].join(' | ')} |\n|${'---|'.repeat(verdicts.length + 3)}`,
  )
  for (const name of [...groups.keys()].sort()) row(name, groups.get(name)!)
  row('all', runs)
  console.log('')
}

function row(name: string, group: readonly Run[]): void {
  const counts = verdicts.map((verdict) => group.filter((run) => run.verdict === verdict).length)
  const charts = new Set(group.map(({ chart }) => chart)).size
  console.log(`| ${[name, charts, group.length, ...counts].join(' | ')} |`)
}

/** A cell is equal/refused alike/too random/different, and in brackets what asks the network. */
function printRepositories(): void {
  const folders = new Map<string, Run[]>()
  for (const run of runs) {
    const folder = /^.*?\/[\w.-]+\+[\w.-]+(?=\/|$)/.exec(run.chart)?.[0]
    if (folder) folders.set(folder, [...(folders.get(folder) ?? []), run])
  }
  console.log(`| repository | commit | charts | ${helms.join(' | ')} |\n|${'---|'.repeat(helms.length + 3)}`)
  const rows = [...folders].map(([folder, group]) => {
    const name = folder.slice(folder.lastIndexOf('/') + 1).replace('+', '/')
    const commit = fs.readFileSync(`${folder}.commit`, 'utf8').slice(0, 12)
    const charts = new Set(group.map(({ chart }) => chart)).size
    return `| ${[name, commit, charts, ...helms.map((helm) => cell(group, helm))].join(' | ')} |`
  })
  console.log(`${rows.sort((one, other) => one.localeCompare(other, 'en')).join('\n')}\n`)
}

function cell(group: readonly Run[], helm: string): string {
  const count = (verdict: Verdict) =>
    group.filter((run) => run.helm === helm && run.verdict === verdict).length
  const asking = count('asks the network')
  const counts = [count('equal'), count('refused alike'), count('too random'), count('different')]
  return counts.join('/') + (asking > 0 ? ` (${asking})` : '')
}
