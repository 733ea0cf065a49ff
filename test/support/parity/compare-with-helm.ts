import { setTimeout } from 'node:timers/promises'
import { runHelm, type HelmRun } from '../oracles.ts'
import { firstDifference, type Difference } from './first-difference.ts'
import { maskRandomLines } from './mask-random-lines.ts'
import { runOurs } from './render-ours.ts'

/** More random lines than this, and equality of the rest proves too little. */
const greatestRandomShare = 0.02

export type Verdict = 'equal' | 'refused alike' | 'asks the network' | 'different' | 'too random'

/** A line printed in the order of a Go map is another one in one of so many runs, most of the time. */
const runsOfRefusals = 12

export interface Comparison {
  verdict: Verdict
  lines: number
  randomLines: number
  bytes: number
  documents: number
  helmMilliseconds: number
  ourMilliseconds: number
  /** What Helm said on standard error the first time. */
  helmSaid: string
  difference?: Difference
  /** Why it is not equal, in a sentence. */
  reason?: string
}

/**
 * Runs the same command with a real Helm and with ours and compares what they print, to the byte. Lines that
 * Helm itself prints differently each time are left out, and counted.
 */
export async function compareWithHelm(
  helm: { binary: string; version: string },
  args: readonly string[],
): Promise<Comparison> {
  const first = runHelm(helm.binary, args)
  const ours = await runOurs(['--helm-version', helm.version, ...args])
  return compareRuns(first, ours, () => Promise.resolve(runHelm(helm.binary, args)))
}

/** Compares what one run of Helm and one of ours printed; `again` runs the same Helm once more. */
export async function compareRuns(
  first: HelmRun,
  ours: HelmRun,
  again: () => Promise<HelmRun>,
): Promise<Comparison> {
  const facts = {
    lines: first.stdout.split('\n').length,
    randomLines: 0,
    bytes: Buffer.byteLength(first.stdout),
    documents: first.stdout.match(/^---/gm)?.length ?? 0,
    helmMilliseconds: first.milliseconds,
    ourMilliseconds: ours.milliseconds,
    helmSaid: first.stderr,
  }
  if (first.exitCode !== 0 || ours.exitCode !== 0) {
    const failures = compareFailures(first, ours)
    if (failures.verdict === 'different' && (await refusesAtRandom(first, again)))
      return { ...facts, verdict: 'too random', reason: 'two runs of Helm refuse with different words' }
    return { ...facts, ...failures }
  }
  const outputs =
    first.stdout === ours.stdout ? { verdict: 'equal' as const } : await compareMasked(first, ours, again)
  if (outputs.verdict !== 'equal') return { ...facts, ...outputs }
  return { ...facts, ...outputs, ...(await compareWarnings(first, ours, again)) }
}

/** What is said beside the output: its lines are a set, because many stand in the order of a Go map. */
async function compareWarnings(
  first: HelmRun,
  ours: HelmRun,
  again: () => Promise<HelmRun>,
): Promise<Partial<Comparison>> {
  const said = saidBeside(first)
  const own = saidBeside(ours)
  if (said.join('\n') === own.join('\n')) return {}
  for (let run = 1; run < runsOfRefusals; run++) {
    const other = saidBeside(await again())
    if (other.join('\n') !== said.join('\n'))
      return { verdict: 'too random', reason: 'two runs of Helm warn with different words' }
  }
  const context = [...said.map((line) => `  - ${line}`), ...own.map((line) => `  + ${line}`)].join('\n')
  const reason = 'equal output, with other words on standard error'
  return { verdict: 'different', reason, difference: { line: 1, byte: 0, context } }
}

function saidBeside(run: HelmRun): string[] {
  return run.stderr
    .split('\n')
    .map((line) => line.replace(logTime, ''))
    .filter(Boolean)
    .sort()
}

/** What a log line begins with: the time of the run. */
const logTime = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d |^time=\S+ /

async function refusesAtRandom(first: HelmRun, again: () => Promise<HelmRun>): Promise<boolean> {
  for (let run = 1; run < runsOfRefusals; run++) {
    const other = await again()
    if (errorText(other) !== errorText(first) || firstLine(other) !== firstLine(first)) return true
    // What lint says goes there, too.
    if (other.stdout !== first.stdout) return true
  }
  return false
}

/** Equal bytes at once need no second run: a random line cannot be equal by chance. */
async function compareMasked(
  first: HelmRun,
  ours: HelmRun,
  again: () => Promise<HelmRun>,
): Promise<Pick<Comparison, 'verdict'> & Partial<Comparison>> {
  let difference: Difference | undefined
  let randomLines = 0
  for (const pause of [0, 1100]) {
    // Times print seconds: two runs within the same one would call them stable.
    if (pause) await setTimeout(pause)
    const stable = maskRandomLines(first.stdout, (await again()).stdout)
    if (!stable) return { verdict: 'too random', reason: 'two runs of Helm differ in their number of lines' }
    randomLines = stable.random.size
    const share = randomLines / stable.lines.length
    if (share > greatestRandomShare) {
      const percent = (share * 100).toFixed(1)
      return { verdict: 'too random', randomLines, reason: `${percent} % of Helm's lines are random` }
    }
    difference = firstDifference(stable, ours.stdout)
    if (!difference) return { verdict: 'equal', randomLines }
  }
  return { verdict: 'different', randomLines, difference, reason: 'the output differs' }
}

function compareFailures(helm: HelmRun, ours: HelmRun): Pick<Comparison, 'verdict'> & Partial<Comparison> {
  if (helm.exitCode === 0)
    return { verdict: 'different', reason: `Helm renders it, ours says: ${errorText(ours)}` }
  if (ours.exitCode === 0)
    return { verdict: 'different', reason: `ours renders it, Helm says: ${errorText(helm)}` }
  if (helm.exitCode !== ours.exitCode)
    return { verdict: 'different', reason: `Helm exits with ${helm.exitCode}, ours with ${ours.exitCode}` }
  if (firstLine(helm) !== firstLine(ours)) {
    const context = `  - ${firstLine(helm)}\n  + ${firstLine(ours)}`
    const reason = 'both refuse, with another first line on standard error'
    return { verdict: 'different', reason, difference: { line: 1, byte: 0, context } }
  }
  const theirs = errorText(helm)
  if (asksNetwork.test(theirs)) return { verdict: 'asks the network' }
  // Ours goes on below with its own explanation.
  const own = errorText(ours).split('\n').slice(0, theirs.split('\n').length).join('\n').trimEnd()
  // santhosh-tekuri/jsonschema reports in the order of Go's maps: the lines are a set.
  // In what lint prints, whichever is first stands behind the name of the file.
  const asSet = (text: string) =>
    text
      .replace(/^\[ERROR\] values\.yaml: (?=- )/gm, '')
      .split('\n')
      .sort()
      .join('\n')
  if (asSet(own) === asSet(theirs)) {
    // What lint found is printed there too, the lines of a schema among it.
    if (asSet(helm.stdout) === asSet(ours.stdout)) return { verdict: 'refused alike' }
    return { verdict: 'different', reason: 'both refuse alike, but print different output' }
  }
  return {
    verdict: 'different',
    reason: 'both refuse, with different words',
    difference: firstDifference({ lines: theirs.split('\n'), random: new Map() }, own),
  }
}

/** What Go says of an address that a schema refers to, where there is no network; we never ask. */
const asksNetwork = /"https?:\/\/[^"]*": dial tcp/

/** A warning, when there is one before the error. */
function firstLine(run: HelmRun): string {
  return run.stderr.split('\n', 1)[0]
}

function errorText(run: HelmRun): string {
  const at = run.stderr.search(/^Error: /m)
  return at < 0 ? run.stderr.trim() : run.stderr.slice(at).trimEnd()
}
