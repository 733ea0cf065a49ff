import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import {
  connectionsOf,
  expression,
  nameOfNode,
  nodeOf,
  portsOf,
  whenOf,
  type App,
  type ScaleTrigger,
  type WorkloadPart,
} from '../../author/index.ts'
import { defaultOf } from './default-of.ts'
import { problem } from './problem.ts'

/** Words that need another word beside them. */
export function checkVocabulary(app: App): Diagnostic[] {
  const workloads = app.parts.filter((part): part is WorkloadPart => part.part === 'workload')
  const names = workloads.map(({ name }) => name)
  return app.parts.flatMap((part) => {
    if (part.part === 'workload') return [...scaled(part), ...ranges(part, app)]
    if (part.part === 'metrics' && !workloads.some(({ spec }) => spec.ports && 'metrics' in spec.ports))
      return [
        problem('metrics-unserved', part.at, 'metrics() finds no workload with a port named "metrics"', {
          hint: 'give one: ports: { metrics: scraped.port }',
        }),
      ]
    if (part.part !== 'mtls') return []
    return part.components
      .filter((name) => !names.includes(name))
      .map((name) => {
        const nearest = suggest(name, names)
        return problem(
          'certificate-unknown',
          part.at,
          `there is a certificate for "${name}", but no such component`,
          {
            ...(nearest !== undefined && { hint: `did you mean "${nearest}"?` }),
          },
        )
      })
  })
}

function scaled({ name, spec, at }: WorkloadPart): Diagnostic[] {
  if (!spec.keda) return []
  if (!spec.autoscale)
    return [
      problem(
        'keda-without-autoscale',
        at,
        `"${name}" has triggers for KEDA, but nothing says how far it scales`,
        {
          hint: 'give autoscale: the values of autoscaling() or gpuAutoscaling()',
        },
      ),
    ]
  // Without any, checkComplete says so.
  return (spec.keda.triggers ?? []).flatMap((one) => {
    const { asks, metadata } = (whenOf(one)?.then ?? one) as ScaleTrigger
    const problems = unknownVariables(metadata, { name, spec, at })
    if (asks && !portsOf(spec.expose ?? spec.ports).some((port) => port.name === asks.port))
      problems.push(problem('port-unknown', at, `"${name}" has no port "${asks.port}" that KEDA could ask`))
    return problems
  })
}

/** What KEDA reads out of the workload's variables, it looks for among those of its first container. */
function unknownVariables(
  metadata: ScaleTrigger['metadata'],
  { name, spec, at }: Pick<WorkloadPart, 'name' | 'spec' | 'at'>,
): Diagnostic[] {
  // What a ConfigMap of another brings is not known here.
  if (spec.envFrom?.length) return []
  const own = [...Object.keys(spec.env ?? {}), ...connectionsOf(spec.connectsTo).flatMap(toldBy)]
  return Object.entries(metadata).flatMap(([key, variable]) => {
    if (!key.endsWith('FromEnv') || typeof variable !== 'string' || own.includes(variable)) return []
    const nearest = suggest(variable, own)
    return [
      problem('variable-unknown', at, `"${name}" has no variable "${variable}", which KEDA is to read`, {
        hint: nearest === undefined ? `give it in env of "${name}"` : `did you mean "${nearest}"?`,
      }),
    ]
  })
}

function toldBy({ to }: ReturnType<typeof connectionsOf>[number]): string[] {
  return 'workload' in to && to.env !== undefined ? [to.env] : []
}

function ranges({ name, spec, at }: WorkloadPart, app: App): Diagnostic[] {
  return portsOf(spec.ports).flatMap(({ name: port, port: { number, last } }) => {
    const first = nodeOf(number)
    if (!nodeOf(last) || first?.e !== 'call') return []
    const [low, high] = String(defaultOf(expression(first.args[0]!), app))
      .split('-')
      .map(Number)
    if (low! <= high!) return []
    return [
      problem(
        'port-range-crossed',
        at,
        `the range of port "${port}" of "${name}", ${nameOfNode(first.args[0]!)}, begins at ${low} and ends at ${high}`,
        { hint: 'write the lower port first' },
      ),
    ]
  })
}
