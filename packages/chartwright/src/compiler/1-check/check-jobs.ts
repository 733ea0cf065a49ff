import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import {
  externalConfigsOf,
  keySpecs,
  nodeOf,
  ownConfigsOf,
  whenOf,
  type App,
  type Mount,
  type SecretKey,
  type WorkloadPart,
} from '../../author/index.ts'
import { containersOf } from './containers.ts'
import { defaultOf } from './default-of.ts'
import { accepts } from './pattern.ts'
import { noteAt, problem } from './problem.ts'

/** Jobs find what they use when they run; schedules and rules of keys can be read. */
export function checkJobs(app: App): Diagnostic[] {
  const workloads = app.parts.filter((part): part is WorkloadPart => part.part === 'workload')
  return [
    ...workloads.flatMap((part) => [...early(part), ...hooks(part), ...schedule(part, app)]),
    ...keyRules(workloads),
  ]
}

/** Helm runs pre-install hooks before it makes anything: what the chart makes is not there yet. */
function early(part: WorkloadPart): Diagnostic[] {
  if (part.job?.kind !== 'hook' || !part.job.on.includes('pre-install')) return []
  const all = containersOf(part).map(({ spec }) => spec)
  const mounts = all
    .flatMap((one) => one.mounts ?? [])
    .map((one) => ((whenOf(one)?.then ?? one) as Mount).mount)
  const made = mounts.filter(
    (one) => one.part !== 'volume' || (one.source.kind === 'claim' && !one.source.claim.existing),
  )
  const keys = all
    .flatMap(({ env = {} }) => Object.values(env))
    .flatMap((value) => {
      const inner = whenOf(value)?.then ?? value
      const secret = isSecretKey(inner) ? inner.secret : undefined
      return secret && !secret.existing ? [secret] : []
    })
  const configs = all.flatMap(({ envFrom }) => ownConfigsOf(envFrom)).map((one) => one.part)
  return [...new Set([...made, ...keys, ...configs])].map((one) =>
    problem(
      'hook-too-early',
      part.at,
      `"${part.name}" runs before the install, but uses "${one.name}", which the install makes`,
      {
        notes: [noteAt(one.at, `"${one.name}" is made here`)],
        hint: "run it on ['post-install', 'post-upgrade']",
      },
    ),
  )
}

function isSecretKey(value: unknown): value is SecretKey {
  return typeof value === 'object' && value !== null && !nodeOf(value) && 'secret' in value
}

const events = ['install', 'upgrade', 'rollback', 'delete'].flatMap((what) => [`pre-${what}`, `post-${what}`])

/** Helm leaves out a document whose hook it does not know. */
function hooks({ name, job, at }: WorkloadPart): Diagnostic[] {
  if (job?.kind !== 'hook') return []
  return job.on
    .filter((event) => !events.includes(event))
    .map((event) => {
      const nearest = suggest(event, events)
      const hint = nearest === undefined ? `it may be ${events.join(', ')}` : `did you mean "${nearest}"?`
      return problem('hook-unknown', at, `"${name}" runs on "${event}", which is no hook of Helm`, { hint })
    })
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const weekdays = 'sun mon tue wed thu fri sat'.split(' ')
/** The fields of cron: the least, the most, and names in the place of numbers. */
const fields: [least: number, most: number, names?: readonly string[]][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12, months],
  [0, 6, weekdays],
]

/** As Kubernetes reads it (robfig/cron's standard parser): lists of ranges, each perhaps with a step. */
function isField(text: string, [least, most, names = []]: (typeof fields)[number]): boolean {
  return text.split(',').every((part) => {
    const [, range, step] = /^([^/]+)(?:\/([0-9]+))?$/.exec(part) ?? []
    if (range === undefined || step === '0') return false
    if (range === '*' || range === '?') return true
    const ends = range.split('-').map((end) => {
      const named = names.indexOf(end.toLowerCase())
      return named >= 0 ? named + least : /^[0-9]+$/.test(end) ? Number(end) : NaN
    })
    const [first, last = first] = ends
    return ends.length <= 2 && first! >= least && last! <= most && first! <= last!
  })
}

function schedule({ name, job, at }: WorkloadPart, app: App): Diagnostic[] {
  if (job?.kind !== 'cron') return []
  const text = defaultOf(job.schedule, app)
  if (typeof text !== 'string') return []
  const parts = text.split(' ')
  const known = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every [0-9.hms]+)$/.test(text)
  if (known || (parts.length === 5 && parts.every((one, index) => isField(one, fields[index]!)))) return []
  return [
    problem('schedule-invalid', at, `the schedule "${text}" of "${name}" is not a cron expression`, {
      hint: 'five fields: minute, hour, day, month, weekday, as "0 3 * * *"',
    }),
  ]
}

function keyRules(workloads: readonly WorkloadPart[]): Diagnostic[] {
  const configs = new Set(
    workloads.flatMap(({ spec }) =>
      externalConfigsOf(spec.envFrom).filter((one) => one.externalConfig?.keys),
    ),
  )
  return [...configs].flatMap((config) =>
    keySpecs(config).flatMap(([key, { pattern, example }]) => {
      if (!/^[A-Za-z_][A-Za-z0-9_]*\*?$/.test(key))
        return [problem('key-rule-invalid', config.at, `"${key}" is not the name of a variable`)]
      if (pattern === undefined) return []
      const unread = accepts(pattern, '') === undefined
      if (unread)
        return [problem('key-rule-invalid', config.at, `the pattern of ${key}, ${pattern}, cannot be read`)]
      // An example in angle brackets stands for something that is not shown.
      if (example === undefined || example.startsWith('<') || accepts(pattern, example)) return []
      const message = `the example of ${key} does not match its pattern ${pattern}`
      return [problem('key-rule-invalid', config.at, message)]
    }),
  )
}
