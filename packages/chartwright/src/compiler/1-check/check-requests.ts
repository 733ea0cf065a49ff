import type { Diagnostic } from '../../diagnostics/index.ts'
import { ownFields, type App, type SidecarSpec, type WorkloadPart } from '../../author/index.ts'
import { containersOf, resourcesOf } from './containers.ts'
import { defaultOf } from './default-of.ts'
import { problem } from './problem.ts'

/**
 * Containers that ask for nothing, in a pod whose own container asks, or in a chart that fills its nodes by
 * autoscaling: the first to be evicted. A chart that leaves all requests to its operators is not warned.
 */
export function checkRequests(app: App): Diagnostic[] {
  const workloads = app.parts.filter((part): part is WorkloadPart => part.part === 'workload')
  const asked = workloads.map((part) => ({
    part,
    own: resourcesOf(part, app).every((one) => asks(one, app)),
  }))
  const scales = asked.some(({ part, own }) => own && isScaled(part, app))
  return asked.flatMap(({ part, own }) =>
    containersOf(part).flatMap(({ name, spec, role }) => {
      if (!(role === 'own' ? scales : own || scales)) return []
      const given = (spec as SidecarSpec).resources
      const does = role === 'own' || (role === 'first' && given === undefined) ? own : asks(given, app)
      if (does || (role !== 'first' && isMeasured(part))) return []
      const where =
        role === 'own'
          ? `"${name}"`
          : `"${name}", ${role === 'beside' ? 'beside' : 'before'} the container of "${part.name}",`
      const hint =
        role === 'own'
          ? 'workload(…, { resources: { requests: { cpu: …, memory: … } } }), and values: $.… in the workload'
          : `{ ${name}: { …, resources: $.… } }, declared with resources({ requests: … })`
      const message = `${where} by default requests neither CPU nor memory, as others do: it is the first to be evicted`
      return [problem('container-without-requests', part.at, message, { severity: 'warning', hint })]
    }),
  )
}

function asks(given: unknown, app: App): boolean {
  const all = (defaultOf(given, app) ?? {}) as Record<string, Record<string, unknown> | undefined>
  return ['cpu', 'memory'].some(
    (what) => all.requests?.[what] !== undefined || all.limits?.[what] !== undefined,
  )
}

/** An autoscaler is there by default. */
function isScaled({ spec }: WorkloadPart, app: App): boolean {
  if (!spec.autoscale) return false
  const { enabled } = ownFields(spec.autoscale)
  return enabled === undefined || defaultOf(enabled, app) === true
}

/** An autoscaler measures its pods: checkLifecycle says so, as an error. */
function isMeasured({ spec }: WorkloadPart): boolean {
  const scale = spec.autoscale ? ownFields(spec.autoscale) : {}
  return scale.targetCPUUtilization !== undefined || scale.targetMemoryUtilization !== undefined
}
