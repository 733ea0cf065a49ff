import type { Arg, Expr } from '../values/expression.ts'
import { withAddresses, type WorkloadSpec } from './workload.ts'
import type { Part } from '../part.ts'
import { siteField } from '../site.ts'

/** When Helm runs a job. */
export type HookEvent =
  | 'pre-install'
  | 'post-install'
  | 'pre-upgrade'
  | 'post-upgrade'
  | 'pre-rollback'
  | 'post-rollback'
  | 'pre-delete'
  | 'post-delete'

/** How long a Job may take, and how often it is tried. */
export interface JobTiming {
  /** How often a pod that failed is tried again; 3 when left out. */
  backoffLimit?: number
  /** Seconds after which it is given up. */
  activeDeadlineSeconds?: Arg<number>
}

/** A Job that runs as a hook of the release. */
export interface HookSpec<Knobs = unknown> extends WorkloadSpec<Knobs>, JobTiming {
  /** Before installs and upgrades when left out. */
  on?: readonly HookEvent[]
  /** The order among hooks, the lowest first. */
  weight?: number
}

/** A CronJob. */
export interface CronSpec<Knobs = unknown> extends WorkloadSpec<Knobs>, JobTiming {
  /** In cron's five fields. */
  schedule: Arg<string>
  timeZone?: Arg<string>
  /** Whether one may start while the one before runs; `Forbid` when left out. */
  concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace'
  suspend?: Expr<boolean>
}

/** What makes a workload a job. */
export type JobKind =
  | ({ kind: 'hook'; on: readonly HookEvent[]; weight: number } & JobTiming)
  | ({ kind: 'cron' } & Pick<CronSpec, 'schedule' | 'timeZone' | 'concurrencyPolicy' | 'suspend'> & JobTiming)

/**
 * A Job that Helm runs at points of a release's life and removes when it has succeeded. Jobs cannot be changed,
 * so one that stays in a release would stop its next upgrade. With `when` it is also the word for a pod that an
 * operator runs once.
 *
 * @example hook('migrate', { image: $.image, args: ['migrate'], on: ['post-install', 'pre-upgrade'] })
 */
export function hook<Knobs>(name: string, spec: HookSpec<Knobs>): Part {
  const { on = ['pre-install', 'pre-upgrade'], weight = 0 } = spec
  const job = { ...timingOf(spec), kind: 'hook' as const, on, weight }
  return { ...workload, name, spec: withAddresses(spec), job, ...siteField() }
}

/**
 * A CronJob.
 *
 * @example cron('clean', { schedule: '0 3 * * *', image: $.image, args: ['clean'] })
 */
export function cron<Knobs>(name: string, spec: CronSpec<Knobs>): Part {
  const { schedule, timeZone, suspend, concurrencyPolicy = 'Forbid' } = spec
  const job = {
    ...timingOf(spec),
    kind: 'cron' as const,
    schedule,
    concurrencyPolicy,
    ...(timeZone !== undefined && { timeZone }),
    ...(suspend !== undefined && { suspend }),
  }
  return { ...workload, name, spec: withAddresses(spec), job, ...siteField() }
}

const workload = { part: 'workload', kind: 'job' } as const

function timingOf({ backoffLimit = 3, activeDeadlineSeconds }: JobTiming) {
  return { backoffLimit, ...(activeDeadlineSeconds !== undefined && { activeDeadlineSeconds }) }
}
