import {
  componentName,
  expression,
  not,
  or,
  placedAt,
  placedBy,
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
  return placedAt({ name: part.name, ...sourceOf(part) }, part.at)
}

function sourceOf(part: Mount['mount']): object {
  if (part.part === 'config') return { configMap: { name: componentName(part.name) } }
  if (part.part === 'secret') {
    const secretName = part.existing ? helperText(secretHelper(part)) : componentName(part.name)
    return { secret: { secretName } }
  }
  const { source } = part
  if (source.kind === 'secret')
    return { secret: placedBy({ secretName: source.secretName }, source, { secretName: 'secret' }) }
  if (source.kind === 'configMap') {
    const { name, optional } = source
    const configMap = { name, optional: optional ? true : undefined }
    return { configMap: placedBy(configMap, source, { name: 'configMap', optional: 'optional' }) }
  }
  if (source.kind === 'external')
    return {
      persistentVolumeClaim: placedBy({ claimName: source.claimName }, source, { claimName: 'claimName' }),
    }
  if (source.kind === 'ephemeral') {
    const { sizeLimit } = source
    if (sizeLimit === undefined) return { emptyDir: new Ready({ y: 'empty' }) }
    return { emptyDir: placedBy({ sizeLimit }, source, { sizeLimit: 'sizeLimit' }) }
  }
  throw new Error(`"${part.name}" is no volume`)
}

/** A claim's volume, or scratch space while it is off. A StatefulSet adds the volumes of its own claims itself. */
function claimVolume(part: VolumePart, claim: ClaimSpec): unknown {
  const { name } = part
  const { enabled, existing, perReplica } = claim
  const scratch = placedAt({ name, emptyDir: new Ready({ y: 'empty' }) }, part.at)
  const claimName = existing ? helperText(claimHelper(part)) : componentName(name)
  const shared = placedAt({ name, persistentVolumeClaim: { claimName } }, part.at)
  const inPod =
    perReplica === true ? undefined : onlyIf(perReplica && toNode(not(perReplica as Expr<boolean>)), shared)
  return enabled ? onlyIf(toNode(not(enabled)), scratch, inPod) : inPod
}
