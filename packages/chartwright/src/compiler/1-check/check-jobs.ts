import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  externalConfigsOf,
  keySpecs,
  nodeOf,
  whenOf,
  type App,
  type Mount,
  type SecretKey,
  type WorkloadPart,
} from '../../author/index.ts'
import { noteAt, problem } from './problem.ts'

/** Jobs find what they use when they run; schedules and rules of keys can be read. */
export function checkJobs(app: App): Diagnostic[] {
  const workloads = app.parts.filter((part): part is WorkloadPart => part.part === 'workload')
  return [...workloads.flatMap((part) => [...early(part), ...schedule(part)]), ...keyRules(workloads)]
}

/** Helm runs pre-install hooks before it makes anything: what the chart makes is not there yet. */
function early(part: WorkloadPart): Diagnostic[] {
  if (part.job?.kind !== 'hook' || !part.job.on.includes('pre-install')) return []
  const mounts = (part.spec.mounts ?? []).map((one) => ((whenOf(one)?.then ?? one) as Mount).mount)
  const made = mounts.filter(
    (one) => one.part !== 'volume' || (one.source.kind === 'claim' && !one.source.claim.existing),
  )
  const keys = Object.values(part.spec.env ?? {}).flatMap((value) => {
    const inner = whenOf(value)?.then ?? value
    const secret = isSecretKey(inner) ? inner.secret : undefined
    return secret && !secret.existing ? [secret] : []
  })
  return [...new Set([...made, ...keys])].map((one) =>
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

const field = /^(\*|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(\/[0-9]+)?(,(\*|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(\/[0-9]+)?)*$/

function schedule({ name, job, at }: WorkloadPart): Diagnostic[] {
  if (job?.kind !== 'cron' || typeof job.schedule !== 'string') return []
  const { schedule: text } = job
  const fields = text.split(' ')
  const known = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text)
  if (known || (fields.length === 5 && fields.every((one) => field.test(one)))) return []
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
      try {
        const rule = new RegExp(pattern, 'u')
        // An example in angle brackets stands for something that is not shown.
        if (example === undefined || example.startsWith('<') || rule.test(example)) return []
        return [
          problem(
            'key-rule-invalid',
            config.at,
            `the example of ${key} does not match its pattern ${pattern}`,
          ),
        ]
      } catch {
        return [problem('key-rule-invalid', config.at, `the pattern of ${key}, ${pattern}, cannot be read`)]
      }
    }),
  )
}
