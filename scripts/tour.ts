// What `npm start` shows: a platform becomes a chart, and every documented install of it renders as Helm renders it.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { helmBinary, helmVersionOf } from '../test/support/oracles.ts'
import { compareWithHelm, type Comparison } from '../test/support/parity/compare-with-helm.ts'
import { documentedInstalls } from '../test/support/documented-installs.ts'
import { root } from '../test/support/repository.ts'

process.chdir(root)
const started = performance.now()

section('From TypeScript to a chart')
const cli = path.join('packages', 'chartwright', 'bin', 'chartwright.cjs')
execFileSync(process.execPath, [cli, 'build', 'platforms/dagu', '--out', 'charts/dagu'], { stdio: 'inherit' })

const helms = (['3', '4'] as const).map((line) => {
  const binary = helmBinary(line)
  return { binary, version: helmVersionOf(binary) }
})
section(
  `Every documented install, beside real ${helms.map(({ version }) => `Helm ${version}`).join(' and ')}`,
)
const different: string[] = []
for (const { name, args } of documentedInstalls('dagu')) {
  const comparisons: Comparison[] = []
  for (const helm of helms) comparisons.push(await compareWithHelm(helm, args))
  report(name, comparisons)
}

section('What to try next')
console.log(`  node ${cli} template rel charts/dagu --set workerPools.general.replicas=5
  node ${cli} template rel charts/dagu --set workerPools.general.replicas=five   # what a mistake looks like
  node ${cli} template rel path/to/any/chart --helm-version 3                    # any chart, as Helm 3 or 4
  npm run parity -- path/to/any/chart                                            # proof that it is the same
  npm test

  platforms/dagu/chart.ts is what was built; change a line and run npm start again.`)

console.log(`\nDone in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
if (different.length > 0) {
  console.error(`\n${different.length} of the renders are not Helm's: ${different.join(', ')}`)
  process.exitCode = 1
}

function section(title: string): void {
  console.log(`\n${title}\n`)
}

function report(name: string, comparisons: readonly Comparison[]): void {
  const equal = comparisons.every(({ verdict }) => verdict === 'equal')
  const [first] = comparisons
  const milliseconds = Math.min(...comparisons.map(({ ourMilliseconds }) => ourMilliseconds))
  const helm = Math.min(...comparisons.map(({ helmMilliseconds }) => helmMilliseconds))
  const size = `${first.documents} documents, ${(first.bytes / 1024).toFixed(0)} kB`
  console.log(
    `  ${equal ? '✓' : '✗'} ${name.padEnd(34)} ${size.padEnd(24)} ` +
      `ours ${milliseconds.toFixed(1)} ms, helm ${helm.toFixed(0)} ms, ${equal ? 'equal bytes' : 'DIFFERENT'}`,
  )
  if (equal) return
  different.push(name)
  for (const { reason, difference } of comparisons) {
    if (reason) console.log(`      ${reason}`)
    if (difference) console.log(`      at line ${difference.line}:\n${difference.context}`)
  }
}
