import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  componentName,
  nodeOf,
  ownFields,
  toNode,
  whenOf,
  type App,
  type ObjectPart,
  type PatchPart,
  type Probe,
  type SidecarSpec,
  type WorkloadPart,
} from '../../author/index.ts'
import { keyOf } from '../conditions.ts'
import { resourcesOf } from './containers.ts'
import { defaultNumber, defaultOf } from './default-of.ts'
import { at } from './pod-labels.ts'
import { problem } from './problem.ts'

/** Replicas have one owner, autoscalers what they measure by, and drains end before their pods are killed. */
export function checkLifecycle(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => {
    if (part.part === 'patch') return patchedReplicas(part, app)
    if (part.part === 'object') return scaledBeside(part, app)
    if (part.part !== 'workload') return []
    return [
      ...owners(part),
      ...standby(part),
      ...bounds(part, app),
      ...measured(part, app),
      ...drained(part, app),
    ]
  })
}

function patchedReplicas({ component, fields, at }: PatchPart, app: App): Diagnostic[] {
  const spec = fields.spec as { replicas?: unknown } | undefined
  const owner = app.parts.find((part) => part.part === 'workload' && part.name === component)
  if (spec?.replicas === undefined || owner?.part !== 'workload') return []
  const { singleton, autoscale } = owner.spec
  if (!singleton && !autoscale) return []
  const why = singleton ? 'is a singleton' : 'has an autoscaler'
  return [
    problem('replicas-owned-twice', at, `"${component}" ${why}, but the patch sets its replicas`, {
      hint: 'leave replicas out of the patch',
    }),
  ]
}

/** An autoscaler written by hand does not know when the chart leaves replicas to it. */
function scaledBeside({ kind, component, fields, at: place }: ObjectPart, app: App): Diagnostic[] {
  if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') return []
  const target = nodeOf(at(fields, 'spec.scaleTargetRef.name'))
  if (!target) return []
  const owner = app.parts.find(
    (part) => part.part === 'workload' && keyOf(toNode(componentName(part.name))) === keyOf(target),
  )
  if (owner?.part !== 'workload') return []
  const { singleton, autoscale, replicas } = owner.spec
  if (!singleton && !autoscale && replicas === undefined) return []
  const why = singleton ? 'is a singleton' : autoscale ? 'has an autoscaler' : 'has its replicas set'
  return [
    problem(
      'replicas-owned-twice',
      place,
      `"${owner.name}" ${why}, but the ${kind} "${component}" scales it`,
      {
        hint: `give "${owner.name}" autoscale: $.…, declared with autoscaling(), and keda: for other triggers`,
      },
    ),
  ]
}

function owners({ name, spec, at }: WorkloadPart): Diagnostic[] {
  const { singleton, replicas, autoscale, disruptionBudget, election } = spec
  const twice = (message: string, hint: string) => [problem('replicas-owned-twice', at, message, { hint })]
  if (election && !singleton)
    return twice(`"${name}" elects a leader, but is no singleton`, 'give it singleton: true')
  if (singleton && (replicas !== undefined || autoscale))
    return twice(
      `"${name}" is a singleton, but ${autoscale ? 'autoscale' : 'replicas'} would make more of it`,
      `leave ${autoscale ? 'autoscale' : 'replicas'} out, or singleton`,
    )
  if (singleton && disruptionBudget)
    return twice(
      `"${name}" is a singleton: a disruptionBudget would keep its node from ever being emptied`,
      'leave disruptionBudget out',
    )
  if (autoscale && replicas !== undefined && ownFields(autoscale).enabled === undefined)
    return twice(
      `the replicas of "${name}" are set, and owned by an autoscaler that is always on`,
      'leave replicas out, or give autoscale a switch: enabled',
    )
  return []
}

/** A pod that stands by serves nothing yet: asked alive what makes a leader ready, it is killed for waiting. */
function standby({ name, spec, at }: WorkloadPart): Diagnostic[] {
  const { election, live, ready } = spec
  if (!election || !live || 'exec' in live.handler) return []
  const question = ({ handler }: Probe) =>
    'http' in handler
      ? `http ${handler.http.port} ${keyOf(toNode(handler.http.path))}`
      : 'tcp' in handler
        ? `tcp ${handler.tcp.port}`
        : ''
  if (ready && question(ready) !== question(live)) return []
  return [
    problem(
      'probe-kills-standby',
      live.at ?? at,
      `"${name}" has a pod that stands by, and its liveness probe asks ${ready ? 'what makes the leader ready' : 'a port that only the leader may serve'}`,
      { hint: 'ask whether the process runs: live: exec([…]); or leave live out' },
    ),
  ]
}

function bounds({ name, spec, at }: WorkloadPart, app: App): Diagnostic[] {
  if (!spec.autoscale) return []
  const scale = ownFields(spec.autoscale)
  const most = defaultNumber(scale.maxReplicas, app)
  return (['minReplicas', 'replicas'] as const).flatMap((what) => {
    const least = defaultNumber(what === 'replicas' ? spec.replicas : scale.minReplicas, app)
    if (least === undefined || most === undefined || least <= most) return []
    return [problem('autoscaler-bounds', at, `"${name}" has ${what} ${least}, above maxReplicas ${most}`)]
  })
}

/** Kubernetes: utilisation is a share of the request; without one the autoscaler never scales. */
function measured(part: WorkloadPart, app: App): Diagnostic[] {
  const { name, spec, at } = part
  if (!spec.autoscale) return []
  const scale = ownFields(spec.autoscale)
  const own = resourcesOf(part, app)
  const beside = Object.entries(spec.sidecars ?? {}).map(([sidecar, one]): [string, unknown] => [
    sidecar,
    ((whenOf(one)?.then ?? one) as SidecarSpec).resources,
  ])
  const targets = { cpu: scale.targetCPUUtilization, memory: scale.targetMemoryUtilization }
  return Object.entries(targets).flatMap(([resource, target]) => {
    if (target === undefined || defaultNumber(target, app) === 0) return []
    const asks = (given: unknown) => {
      const { requests, limits } = (defaultOf(given, app) ?? {}) as Record<string, Record<string, unknown>>
      return requests?.[resource] !== undefined || limits?.[resource] !== undefined
    }
    const hint = `workload(…, { resources: { requests: { ${resource}: … } } }), and values: $.… in the workload`
    const missing = own.every(asks)
      ? []
      : [
          problem(
            'autoscaler-without-request',
            at,
            `"${name}" is scaled by ${resource}, but by default requests none`,
            { hint },
          ),
        ]
    // One container that says nothing is enough: the share of the whole pod is then unknown.
    const without = beside.filter(([, given]) => !asks(given))
    return [
      ...missing,
      ...without.map(([sidecar]) =>
        problem(
          'autoscaler-without-request',
          at,
          `"${name}" is scaled by ${resource}, but "${sidecar}" beside it by default requests none`,
          {
            hint: `sidecars: { ${sidecar}: { …, resources: $.… } }, declared with resources({ requests: … })`,
          },
        ),
      ),
    ]
  })
}

function drained({ name, spec, at }: WorkloadPart, app: App): Diagnostic[] {
  if (!spec.drain) return []
  const own = ownFields(spec.drain)
  const seconds = defaultNumber(own.seconds, app)
  const delay = own.delaySeconds === undefined ? 5 : defaultNumber(own.delaySeconds, app)
  const grace = defaultNumber(own.terminationGracePeriodSeconds ?? spec.terminationGracePeriodSeconds, app)
  if (seconds === undefined || delay === undefined || grace === undefined || seconds + delay <= grace)
    return []
  return [
    problem(
      'drain-over-grace',
      at,
      `"${name}" needs ${seconds + delay} seconds to drain (${delay} before the stop, ${seconds} after), but is killed after ${grace}`,
      { hint: `raise terminationGracePeriodSeconds to ${seconds + delay} or more, or leave it out` },
    ),
  ]
}
