// npm run bench -- [--quick] [--write]
//
// Ratios measured in one run, because a machine's mood changes between runs. --write puts the table into
// docs/performance.md. Exits 1 when a bar is missed.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { helmBinary, helmVersionOf } from '../test/support/oracles.ts'
import { root } from '../test/support/repository.ts'
import { summarize, timeProcesses } from './measure.ts'

const quick = process.argv.includes('--quick')
const runs = quick ? 7 : 31
const cli = path.join(root, 'packages/chartwright/bin/chartwright.cjs')
const helm = helmBinary('4')
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-bench-'))
const rows: string[][] = []
const missed: string[] = []

execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'inherit' })
execFileSync(helm, ['create', path.join(temporary, 'scaffold')], { stdio: 'ignore' })

for (const [name, chart] of [
  ['a `helm create` scaffold', path.join(temporary, 'scaffold')],
  ['`charts/dagu`', path.join(root, 'charts/dagu')],
]) {
  const [ours, theirs] = timeProcesses(
    [
      [process.execPath, cli, 'template', 'rel', chart],
      [helm, 'template', 'rel', chart],
    ],
    runs,
  )
  const ratio = ours.median / theirs.median
  row(
    `\`template\` of ${name}, whole process`,
    ours.median,
    theirs.median,
    ratio,
    ours.min / theirs.min <= 1,
    'not slower than helm',
  )
}

const platform = path.join(root, 'platforms/dagu')
const [cold] = timeProcesses(
  [[process.execPath, cli, 'build', platform, '--out', path.join(temporary, 'chart')]],
  Math.ceil(runs / 3),
)
row(
  '`build platforms/dagu`, whole process',
  cold.median,
  undefined,
  undefined,
  cold.min < 600,
  'under 600 ms',
)

const warm = summarize(warmBuilds())
row(
  '`build platforms/dagu` again in the same process',
  warm.median,
  undefined,
  undefined,
  warm.min < 60,
  'under 60 ms',
)

fs.rmSync(temporary, { recursive: true, force: true })
const table = [
  '| what | ours | helm 4 | ratio | bar | |',
  '|---|---|---|---|---|---|',
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
].join('\n')
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${os.type()} ${os.arch()}, Node ${process.versions.node}, helm ${helmVersionOf(helm)}; medians of ${runs} runs in turn`
console.log(`${table}\n\n${machine}`)
if (process.argv.includes('--write')) write(`${table}\n\n${machine}`)
if (missed.length > 0) {
  console.error(`\nmissed: ${missed.join('; ')}`)
  // A quick run, as CI's, shows that the benchmark works: machines that others share decide no bar.
  if (!quick) process.exitCode = 1
}

function row(
  what: string,
  ours: number,
  theirs: number | undefined,
  ratio: number | undefined,
  met: boolean,
  bar: string,
): void {
  const ms = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)} ms`)
  rows.push([
    what,
    ms(ours),
    ms(theirs),
    ratio === undefined ? '–' : `${ratio.toFixed(2)} ×`,
    bar,
    met ? 'met' : '**missed**',
  ])
  if (!met) missed.push(what)
}

function warmBuilds(): number[] {
  const distribution = path.join(root, 'packages/chartwright/dist/cli.js')
  const run = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join(root, 'bench/compile-warm.ts'),
      distribution,
      platform,
      String(quick ? 10 : 30),
    ],
    { encoding: 'utf8', cwd: root },
  )
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as number[]
}

function write(block: string): void {
  const file = path.join(root, 'docs/performance.md')
  const text = fs.readFileSync(file, 'utf8')
  const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']
  const at = text.indexOf(begin) + begin.length
  fs.writeFileSync(file, `${text.slice(0, at)}\n${block}\n${text.slice(text.indexOf(end))}`)
}
