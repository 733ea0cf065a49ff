// npm run parity -- <chart folder or .tgz>… [--helm <binary>]… [-f values]… [--set …] [-- flags for template]
// npm run parity -- --public <folder of charts>… (see parity-public.ts)
//
// Renders each chart with real Helms and with ours: its defaults, each values file in its ci/ and examples/,
// and each given by -f; prints what differs and exits 1 if anything does.
import path from 'node:path'
import { helmBinaries, helmVersionOf } from '../test/support/oracles.ts'
import { compareWithHelm, type Comparison } from '../test/support/parity/compare-with-helm.ts'
import { bundledValuesFiles } from '../test/support/parity/values-files.ts'

if (process.argv.includes('--public')) {
  const { sweepPublicCharts } = await import('./parity-public.ts')
  await sweepPublicCharts(process.argv.slice(2))
  process.exit()
}
const options = readArguments(process.argv.slice(2))
if (options.charts.length === 0) {
  console.error(
    'npm run parity -- <chart folder or .tgz>… [--helm <binary>]… [-f values]… [--set …] [-- flags]',
  )
  process.exit(2)
}

const helms = (options.helms.length > 0 ? options.helms : helmBinaries()).map((binary) => ({
  binary,
  version: helmVersionOf(binary),
}))
console.log(`against ${helms.map(({ version }) => `helm ${version}`).join(', ')}`)

const comparisons: Comparison[] = []
for (const chart of options.charts) {
  for (const values of [undefined, ...bundledValuesFiles(chart), ...options.values]) {
    for (const helm of helms) {
      const args = ['template', 'rel', chart, ...(values ? ['-f', values] : []), ...options.passed]
      const comparison = await compareWithHelm(helm, args)
      comparisons.push(comparison)
      report(
        `${path.basename(chart)} ${values ? path.basename(values) : 'defaults'}`,
        helm.version,
        comparison,
      )
    }
  }
}
summarize()
process.exitCode = comparisons.every(isFine) ? 0 : 1

function isFine({ verdict }: Comparison): boolean {
  return verdict !== 'different' && verdict !== 'too random'
}

function report(name: string, version: string, comparison: Comparison): void {
  const mark = isFine(comparison) ? 'ok  ' : 'FAIL'
  const parts = [
    comparison.verdict,
    `${comparison.documents} documents`,
    `${comparison.bytes} bytes`,
    ...(comparison.randomLines > 0 ? [`${comparison.randomLines} of ${comparison.lines} lines random`] : []),
    `helm ${comparison.helmMilliseconds.toFixed(0)} ms`,
    `ours ${comparison.ourMilliseconds.toFixed(1)} ms`,
  ]
  if (options.quiet && isFine(comparison)) return
  console.log(`${mark} ${name} · helm ${version} · ${parts.join(', ')}`)
  if (isFine(comparison)) return
  console.log(`     ${comparison.reason?.replaceAll('\n', '\n     ')}`)
  const { difference } = comparison
  if (difference)
    console.log(`     at line ${difference.line}, byte ${difference.byte}:\n${difference.context}`)
}

function summarize(): void {
  const count = (verdict: Comparison['verdict']) =>
    comparisons.filter((one) => one.verdict === verdict).length
  const sum = (value: (comparison: Comparison) => number) =>
    comparisons.reduce((all, one) => all + value(one), 0)
  const lines = sum((one) => one.lines)
  const random = sum((one) => one.randomLines)
  console.log(
    `\n${comparisons.length} renders: ${count('equal')} equal, ${count('refused alike')} refused alike, ` +
      `${count('different')} different, ${count('too random')} too random to compare, ` +
      `${count('asks the network')} ask the network\n` +
      `${random} of ${lines} lines left out as random (${((100 * random) / Math.max(1, lines)).toFixed(2)} %)\n` +
      `helm ${sum((one) => one.helmMilliseconds).toFixed(0)} ms as processes, ` +
      `ours ${sum((one) => one.ourMilliseconds).toFixed(0)} ms in this one`,
  )
}

function readArguments(args: string[]) {
  const read = {
    charts: [] as string[],
    helms: [] as string[],
    values: [] as string[],
    passed: [] as string[],
    quiet: false,
  }
  while (args.length > 0) {
    const argument = args.shift()!
    if (argument === '--') read.passed.push(...args.splice(0))
    else if (argument === '--quiet') read.quiet = true
    else if (argument === '--helm') read.helms.push(valueOf(argument))
    else if (argument === '-f' || argument === '--values') read.values.push(valueOf(argument))
    else if (argument.startsWith('--set'))
      read.passed.push(argument, ...(argument.includes('=') ? [] : [valueOf(argument)]))
    else if (argument.startsWith('-'))
      throw new Error(`unknown flag ${argument}; put flags for template after --`)
    else read.charts.push(argument)
  }
  return read

  function valueOf(flag: string): string {
    const value = args.shift()
    if (value === undefined) throw new Error(`${flag} needs a value`)
    return value
  }
}
