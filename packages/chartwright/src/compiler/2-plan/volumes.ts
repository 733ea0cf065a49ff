import {
  componentName,
  expression,
  not,
  or,
  toNode,
  type ClaimSpec,
  type Expr,
  type ExprNode,
  type Mount,
  type VolumePart,
} from '../../author/index.ts'
import { helperText } from './context.ts'
import type { ConditionalMount } from './mounts.ts'
import { claimHelper } from './plan-claim.ts'
import { secretHelper } from './secret-helper.ts'
import { onlyIf, Ready } from './tree.ts'

/** The volumes behind the mounts of a pod, each once, and there when one of its mounts is. */
export function volumes(mounts: readonly ConditionalMount[]): unknown[] {
  const parts = new Map<Mount['mount'], (ExprNode | undefined)[]>()
  for (const { mount, condition } of mounts)
    parts.set(mount.mount, [...(parts.get(mount.mount) ?? []), condition])
  return [...parts].map(([part, conditions]) => {
    return onlyIf(anyOf(conditions), volumeOf(part))
  })
}

/** When one of several is there; undefined when one always is. */
function anyOf(conditions: readonly (ExprNode | undefined)[]): ExprNode | undefined {
  const known = conditions.flatMap((condition) => (condition ? [expression<Expr<boolean>>(condition)] : []))
  if (known.length < conditions.length) return undefined
  return known.length === 1 ? conditions[0] : toNode(or(...known))
}

function volumeOf(part: Mount['mount']): unknown {
  if (part.part === 'volume' && part.source.kind === 'claim') return claimVolume(part, part.source.claim)
  if (part.part === 'config') return { name: part.name, configMap: { name: componentName(part.name) } }
  if (part.part === 'secret') {
    const secretName = part.existing ? helperText(secretHelper(part)) : componentName(part.name)
    return { name: part.name, secret: { secretName } }
  }
  if (part.source.kind === 'secret')
    return { name: part.name, secret: { secretName: part.source.secretName } }
  if (part.source.kind === 'configMap') {
    const { name, optional } = part.source
    return { name: part.name, configMap: { name, optional: optional ? true : undefined } }
  }
  if (part.source.kind === 'external')
    return { name: part.name, persistentVolumeClaim: { claimName: part.source.claimName } }
  if (part.source.kind === 'ephemeral') {
    const { sizeLimit } = part.source
    return {
      name: part.name,
      emptyDir: sizeLimit === undefined ? new Ready({ y: 'empty' }) : { sizeLimit },
    }
  }
  throw new Error(`"${part.name}" is no volume`)
}

/** A claim's volume, or scratch space while it is off. A StatefulSet adds the volumes of its own claims itself. */
function claimVolume(part: VolumePart, claim: ClaimSpec): unknown {
  const { name } = part
  const { enabled, existing, perReplica } = claim
  const scratch = { name, emptyDir: new Ready({ y: 'empty' }) }
  const claimName = existing ? helperText(claimHelper(part)) : componentName(name)
  const shared = { name, persistentVolumeClaim: { claimName } }
  const inPod =
    perReplica === true ? undefined : onlyIf(perReplica && toNode(not(perReplica as Expr<boolean>)), shared)
  return enabled ? onlyIf(toNode(not(enabled)), scratch, inPod) : inPod
}
