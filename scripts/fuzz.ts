// npm run fuzz -- [--cases N] [--seed S] [--grammar name]… [--helm 3|4|3.17…]… [--show N] [--keep]
//              [--seconds S]
//
// Makes cases from grammars, asks Helm's Go packages and ours, and compares; docs/fuzz.md says more.
// Dates without a zone stand in the machine's own: both sides are in this one.
process.env.TZ = 'UTC'

import { resolveHelmVersion } from '../packages/chartwright/src/chart/index.ts'
import type { Answer, Request } from '../test/fuzz/request.ts'
import { grammars } from '../test/fuzz/grammars/index.ts'
import { keepCase } from '../test/fuzz/conformance.ts'
import { Oracle, goIsAtHand, oracleVersions } from '../test/fuzz/oracle.ts'
import { fuzz, type Found, type Report } from '../test/fuzz/run.ts'

const options = readArguments(process.argv.slice(2))
if (!goIsAtHand()) {
  console.error('Go is not at hand; the fuzzer asks Helm through its Go packages (https://go.dev/dl)')
  process.exit(2)
}
const reports: Report[] = []
const wanted = grammars.filter(({ name }) => options.grammars.length === 0 || options.grammars.includes(name))
/** Milliseconds for each grammar with each Helm, when there is a limit. */
const share = (options.seconds * 1000) / (wanted.length * options.helms.length)
for (const version of options.helms) {
  const oracle = new Oracle(version)
  for (const grammar of wanted) {
    const { seed, show: keep } = options
    const cases = Math.ceil(options.cases / (grammar.cost ?? 1))
    const until = performance.now() + share
    const report = await fuzz(grammar, oracle, { cases, seed, keep, until })
    reports.push(report)
    for (const found of report.found) show(report, found)
    console.log(line(report))
  }
  oracle.close()
}
if (options.keep) await keepAll()
const failed = reports.reduce((sum, { verdicts }) => sum + verdicts.different + verdicts.message, 0)
const total = reports.reduce((sum, { cases }) => sum + cases, 0)
console.log(`\nseed ${options.seed}: ${total} cases, ${failed} different`)
process.exitCode = failed === 0 ? 0 : 1

/** Writes what was found to test/conformance, with the answers of every Helm that can be asked. */
async function keepAll(): Promise<void> {
  const oracles = oracleVersions().map((version) => new Oracle(version))
  for (const { grammar, found } of reports)
    for (const { request } of found)
      console.log(`kept test/conformance/${await keepCase(grammar, request, oracles)}`)
  for (const oracle of oracles) oracle.close()
}

function line({ grammar, version, cases, verdicts, seconds }: Report): string {
  const { equal, refused, message, different, skipped } = verdicts
  return (
    `${grammar} · helm ${version} · ${cases} cases: ${equal} equal, ${refused} refused alike, ` +
    `${different} different, ${message} with another message, ${skipped} random or skipped, ` +
    `${Math.round(cases / seconds)} a second`
  )
}

function show({ grammar, version }: Report, { request, comparison, batch, index }: Found): void {
  console.log(`── ${grammar} · helm ${version} · ${comparison.verdict} · batch ${batch}, case ${index}`)
  for (const text of describe(request)) console.log(`   ${text.replaceAll('\n', '\n   ')}`)
  console.log(`   helm: ${told(comparison.helm)}`)
  console.log(`   ours: ${told(comparison.ours)}`)
}

function describe({ op, kind, text, values, files = {} }: Request): string[] {
  const isSmall = (value?: string) => value !== undefined && value.length < 300
  return [
    `${op}${kind ? ` ${kind}` : ''}`,
    ...(text === undefined ? [] : [`text: ${JSON.stringify(text)}`]),
    ...(isSmall(values) ? [`values: ${values}`] : []),
    ...Object.entries(files).map(([name, content]) => `${name}: ${JSON.stringify(content)}`),
  ]
}

function told(answer: Answer | undefined): string {
  if (!answer) return 'died'
  const text = answer.error === undefined ? JSON.stringify(answer.out ?? null) : `refused: ${answer.error}`
  return text.length > 1200 ? `${text.slice(0, 1200)}…` : text
}

function readArguments(args: string[]) {
  const read = {
    cases: 2000,
    seed: 1,
    show: 5,
    keep: false,
    seconds: Infinity,
    grammars: [] as string[],
    helms: [] as string[],
  }
  while (args.length > 0) {
    const argument = args.shift()!
    if (argument === '--cases') read.cases = Number(valueOf(argument))
    else if (argument === '--seed') read.seed = Number(valueOf(argument))
    else if (argument === '--show') read.show = Number(valueOf(argument))
    else if (argument === '--keep') read.keep = true
    else if (argument === '--seconds') read.seconds = Number(valueOf(argument))
    else if (argument === '--grammar') read.grammars.push(valueOf(argument))
    else if (argument === '--helm') read.helms.push(versionOf(valueOf(argument)))
    else throw new Error(`unknown argument ${argument}`)
  }
  for (const name of read.grammars)
    if (!grammars.some((grammar) => grammar.name === name))
      throw new Error(`no grammar ${name}; there are ${grammars.map((grammar) => grammar.name).join(', ')}`)
  if (read.helms.length === 0) read.helms = ['4', '3'].map(versionOf)
  return read

  function valueOf(flag: string): string {
    const value = args.shift()
    if (value === undefined) throw new Error(`${flag} needs a value`)
    return value
  }
}

function versionOf(text: string): string {
  const version = resolveHelmVersion(text)?.version
  if (version && oracleVersions().includes(version)) return version
  throw new Error(`no Helm ${text} to ask; there are ${oracleVersions().join(', ')}`)
}
