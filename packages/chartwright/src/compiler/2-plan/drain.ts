import {
  add,
  expression,
  gt,
  nodeOf,
  ownFields,
  str,
  type Arg,
  type Expr,
  type ServiceSpec,
  type WorkloadPart,
} from '../../author/index.ts'
import type { Planning } from './context.ts'
import { operatorName, refuseFor } from './pool-validation.ts'

export interface Drain {
  seconds: Arg<number>
  delay: Arg<number>
  grace: Arg<number>
  /** The grace is the author's or the operator's, and may be too short. */
  graceGiven: boolean
}

/** The times of a workload that drains. Without a grace of its own it has what the others need. */
export function drainOf(spec: ServiceSpec): Drain | undefined {
  if (!spec.drain) return undefined
  const own = ownFields(spec.drain)
  const seconds = own.seconds ?? 0
  const delay = own.delaySeconds ?? 5
  const given = own.terminationGracePeriodSeconds ?? spec.terminationGracePeriodSeconds
  return { seconds, delay, grace: given ?? sum(seconds, delay, 5), graceGiven: given !== undefined }
}

/** What a container does before it is told to stop: it waits, so that nobody sends it more. */
export function drainPause(spec: ServiceSpec): unknown {
  const drain = drainOf(spec)
  if (!drain) return undefined
  const { idle } = ownFields(spec.drain!)
  const [delay, seconds] = [drain.delay, drain.seconds].map(asText)
  return idle ? ['sh', '-c', untilIdle, delay, seconds, ...idle] : ['sleep', delay]
}

// "$0" is the delay, "$1" the longest wait, the rest a command. An error is no sign that nobody is there.
const untilIdle =
  'sleep "$0"; end=$(($(date +%s) + $1)); shift; until "$@"; do [ "$(date +%s)" -lt "$end" ] || break; sleep 5; done'

const asText = (number: Arg<number>) => (nodeOf(number) ? str`${number}` : String(number))

/** Refuses a drain that the grace would cut short. */
export function planDrain(part: WorkloadPart, planning: Planning): void {
  const drain = drainOf(part.spec)
  if (!drain?.graceGiven) return
  const { seconds, delay, grace } = drain
  if (![seconds, delay, grace].some(nodeOf)) return
  const needed = sum(seconds, delay)
  const [what, until] = [operatorName(seconds, part), operatorName(grace, part)]
  const who = part.pool ? str`${part.name}-${expression<Expr<string>>(part.pool.key)}` : part.name
  refuseFor(
    part,
    planning,
    gt(needed, grace),
    str`${who} needs ${needed} seconds to drain (${what} and the delay before), but is killed after ${grace}: raise ${until} to ${needed} or more, or shorten the drain.`,
  )
}

function sum(...all: Arg<number>[]): Arg<number> {
  return all.some(nodeOf) ? (add(...all) as Expr<number>) : (all as number[]).reduce((a, b) => a + b, 0)
}
