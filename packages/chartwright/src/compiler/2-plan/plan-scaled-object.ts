import {
  and,
  componentName,
  expression,
  nodeOf,
  ownFields,
  str,
  toNode,
  whenOf,
  type Arg,
  type Expr,
  type ExprNode,
  type ScaleTrigger,
  type SecretKey,
  type WorkloadPart,
} from '../../author/index.ts'
import { metadataOf } from './asked-by-keda.ts'
import { addResource, header, helperText, type Planning } from './context.ts'
import { exposedPorts } from './plan-service.ts'
import { autoscaled, floor } from './replicas.ts'
import { aboveZero, scaleDown } from './scale-down.ts'
import { secretHelper } from './secret-helper.ts'
import { onlyIf, tree } from './tree.ts'
import { workloadKind, workloadName, workloadResource } from './workload-object.ts'

const keda = 'keda.sh/v1alpha1'

/** KEDA's ScaledObject, there by the same formula that leaves the workload's `replicas` out. */
export function planScaledObject(part: WorkloadPart, planning: Planning): void {
  const { spec } = part
  if (!spec.keda || !spec.autoscale) return
  const condition = scaledByKeda(part)
  const scale = ownFields(spec.autoscale)
  const name = workloadName(part)
  const behavior = scaleDown(part)
  const body = tree({
    ...header(keda, 'ScaledObject', part.name, { name }),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: workloadKind(part), name },
      minReplicaCount: floor(spec, scale),
      maxReplicaCount: scale.maxReplicas,
      pollingInterval: spec.keda.pollingInterval ?? 15,
      cooldownPeriod: 300,
      advanced: behavior && { horizontalPodAutoscalerConfig: { behavior } },
      triggers: [
        ...spec.keda.triggers.map((one) => {
          const conditional = whenOf(one)
          return onlyIf(conditional?.condition, trigger((conditional?.then ?? one) as ScaleTrigger, part))
        }),
        // Where no other autoscaler would look at them.
        ...(spec.keda.enabled
          ? []
          : [
              utilizationTrigger('cpu', scale.targetCPUUtilization),
              utilizationTrigger('memory', scale.targetMemoryUtilization),
            ]),
      ],
    },
  })
  const add = (kind: string, made: ReturnType<typeof tree>) =>
    addResource(
      planning,
      workloadResource(part, kind, condition ? { f: 'if', condition, then: [made] } : made),
    )
  add('ScaledObject', body)
  const secrets = spec.keda.triggers.flatMap((one) =>
    Object.entries(((whenOf(one)?.then ?? one) as ScaleTrigger).auth ?? {}),
  )
  if (secrets.length > 0) add('TriggerAuthentication', authentication(part, secrets))
}

/** When KEDA scales a workload that has triggers; undefined when it always does. */
export function scaledByKeda({ spec }: WorkloadPart): ExprNode | undefined {
  const owned = autoscaled(spec)
  const own = spec.keda?.enabled
  if (typeof owned === 'boolean') return own && toNode(own)
  return own ? toNode(and(expression<Expr<boolean>>(owned), own)) : owned
}

function trigger(one: ScaleTrigger, part: WorkloadPart): unknown {
  const { type, metricType, asks, auth } = one
  const metadata = metadataOf(one)
  return {
    type,
    metricType,
    metadata: asks ? { url: urlOf(part, asks), ...metadata } : metadata,
    authenticationRef: auth && { name: workloadName(part) },
  }
}

/** KEDA's own look at CPU or memory. */
function utilizationTrigger(type: string, target: Arg<number> | undefined): unknown {
  const value = target !== undefined && nodeOf(target) ? str`${target}` : String(target)
  return aboveZero(target, { type, metricType: 'Utilization', metadata: { value } })
}

/** KEDA runs in a namespace of its own: a bare name would be looked for there. */
function urlOf(part: WorkloadPart, { port, path }: NonNullable<ScaleTrigger['asks']>): Expr<string> {
  const number = exposedPorts(part).find(({ name }) => name === port)?.number
  if (number === undefined) throw new Error(`"${part.name}" has no port "${port}" that KEDA could ask`)
  const namespace = helperNamespace()
  return str`http://${componentName(part.name)}.${namespace}.svc:${number}${path}`
}

const helperNamespace = () =>
  expression<Expr<string>>({ e: 'builtin', path: 'Release.Namespace', type: { t: 'string', safe: 'bare' } })

function authentication(part: WorkloadPart, secrets: readonly [string, SecretKey][]) {
  return tree({
    ...header(keda, 'TriggerAuthentication', part.name, { name: workloadName(part) }),
    spec: {
      secretTargetRef: secrets.map(([parameter, { secret, key }]) => ({
        parameter,
        name: secret.existing ? helperText(secretHelper(secret)) : componentName(secret.name),
        key,
      })),
    },
  })
}
