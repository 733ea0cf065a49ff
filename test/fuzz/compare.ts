import type { HelmVersion } from '../../packages/chartwright/src/chart/index.ts'
import { isKnown } from './known.ts'
import type { Oracle } from './oracle.ts'
import { ours } from './ours.ts'
import type { Answer, Request } from './request.ts'
import { canonical } from './wire.ts'

/**
 * equal: the same output. refused: the same refusal, with the same text. message: both refuse, with different
 * texts. different: other output, or one refuses. skipped: Helm panicked, died, or does not agree with itself.
 */
export type Verdict = 'equal' | 'refused' | 'message' | 'different' | 'skipped'

export interface Comparison {
  verdict: Verdict
  helm: Answer | undefined
  ours: Answer
}

/**
 * Go walks its maps in a random order: so often is a difference asked again before it is one. Of two entries the
 * second comes first once in eight times, so that a hundred and twenty miss it once in nine million.
 */
const repeats = 120

export function compare(request: Request, helm: Answer | undefined, version: HelmVersion): Comparison {
  const mine = ours(request, version)
  const verdict = verdictOf(request, helm, mine)
  const isLeft = isFailure(verdict) && helm !== undefined && isKnown(request, helm, mine)
  return { verdict: isLeft ? 'skipped' : verdict, helm, ours: mine }
}

/** Asks Helm again for a case that differs: it is skipped, or equal, when Helm's answers vary. */
export async function confirm(request: Request, comparison: Comparison, oracle: Oracle): Promise<Comparison> {
  if (!isFailure(comparison.verdict)) return comparison
  const answers = await oracle.ask(Array.from({ length: repeats }, () => request))
  let varies = false
  for (const helm of answers) {
    const verdict = verdictOf(request, helm, comparison.ours)
    if (!isFailure(verdict) && verdict !== 'skipped') return { ...comparison, verdict, helm }
    if (textOf(request, helm) !== textOf(request, comparison.helm)) varies = true
  }
  return varies ? { ...comparison, verdict: 'skipped' } : comparison
}

export function isFailure(verdict: Verdict): boolean {
  return verdict === 'different' || verdict === 'message'
}

function verdictOf(request: Request, helm: Answer | undefined, mine: Answer): Verdict {
  // Where Go dies or panics there is nothing to be like; ours must still answer or refuse.
  if (!helm || helm.panic) return mine.error?.startsWith('BROKEN') ? 'different' : 'skipped'
  if (helm.error === undefined || mine.error === undefined)
    return textOf(request, helm) === textOf(request, mine) ? 'equal' : 'different'
  if (mine.error.startsWith('BROKEN')) return 'different'
  return textOf(request, helm) === textOf(request, mine) ? 'refused' : 'message'
}

/** Addresses are a process's own, and so is the Go it was built with. */
const ownToProcess = / *\+?0x[0-9a-f]{6,} *|go1\.\d+(\.\d+)?/gi
const address = /0x[0-9a-f]{6}/i

function textOf(request: Request, answer: Answer | undefined): string {
  const text = rawTextOf(request, answer).replace(inBase64, readable)
  // An address has another length in another process, and YAML's long lines break elsewhere then.
  const unfolded = address.test(text) ? text.replace(/(?:\\n|\s)+/g, ' ') : text
  return unfolded.replace(ownToProcess, '…')
}

const inBase64 = /[A-Za-z0-9+/]{40,}={0,2}/g

/** What stands in base64 as itself where an address is in it. */
function readable(encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString('latin1')
  return address.test(text) || /go1\.\d/.test(text) ? text : encoded
}

function rawTextOf(request: Request, answer: Answer | undefined): string {
  if (answer?.error === undefined) return canonical(inOrder(request, answer?.out ?? null))
  return request.op === 'schema' ? `refused: ${schemaText(answer.error)}` : `refused: ${answer.error}`
}

/** What a lint logs, and the lines of one schema's failures, stand in the order of Go's maps. */
function inOrder({ op }: Request, out: unknown): unknown {
  if (op !== 'lint') return out
  const { stdout, stderr, failed } = out as Record<string, string>
  const sortedBlock = (lines: string) => `${schemaText(lines)}\n`
  return {
    stdout: stdout!.replace(/^(\[ERROR\] \S+: )- /gm, '$1\n- ').replace(/(?:^- .*\n)+/gm, sortedBlock),
    stderr: stderr!.split('\n').sort(),
    failed,
  }
}

/** The lines of schema failures, and the properties one names, stand in the order of Go's maps. */
function schemaText(text: string): string {
  const named = (_: string, names: string) =>
    `additional properties ${names.split(', ').sort().join(', ')} not allowed`
  const lines = text.trimEnd().split('\n')
  return lines
    .map((line) => line.replace(/additional properties (.*) not allowed/, named))
    .sort()
    .join('\n')
}
