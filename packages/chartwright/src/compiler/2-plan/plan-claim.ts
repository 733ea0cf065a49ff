import {
  and,
  not,
  placedAt,
  placedBy,
  toNode,
  when,
  type ClaimSpec,
  type Expr,
  type VolumePart,
  type WorkloadPart,
} from '../../author/index.ts'
import { addHelper, addResource, camel, header, type Planning } from './context.ts'
import { mountsOfPod } from './mounts.ts'
import { include, merged, onlyIf, splice, tree } from './tree.ts'

/** The claim behind a volume: none of its own for what exists, for scratch space, and for claims of replicas. */
export function planClaim(part: VolumePart, planning: Planning): void {
  if (part.source.kind !== 'claim' || part.source.claim.perReplica === true) return
  const { claim } = part.source
  const { metadata, ...head } = header('v1', 'PersistentVolumeClaim', part.name, {
    annotations: merged(
      claim.retain && when(claim.retain, { 'helm.sh/resource-policy': 'keep' }),
      ...(claim.annotations ? [splice(claim.annotations)] : []),
    ),
  })
  const body = tree({
    ...head,
    metadata,
    spec: claimSpec(claim),
  })
  const conditions = [
    ...(claim.enabled ? [claim.enabled] : []),
    ...(claim.perReplica ? [not(claim.perReplica as Expr<boolean>)] : []),
    ...(claim.existing ? [not(claim.existing)] : []),
  ]
  if (claim.existing)
    addHelper(planning, {
      name: claimHelper(part),
      doc: `The name of the claim behind the volume "${part.name}".`,
      body: { nameOrOwn: { given: toNode(claim.existing), own: part.name } },
      ...(part.at && { at: part.at }),
    })
  addResource(planning, {
    kind: 'PersistentVolumeClaim',
    component: part.name,
    file: `${part.name}-persistentvolumeclaim.yaml`,
    body: conditions.length > 0 ? { f: 'if', condition: toNode(and(...conditions)), then: [body] } : body,
    ...(part.at && { at: part.at }),
  })
}

/** What a claim asks for. */
function claimSpec(claim: ClaimSpec) {
  const spec = {
    accessModes: [claim.accessMode],
    storageClassName: claim.storageClass && when(claim.storageClass, claim.storageClass),
    resources: { requests: { storage: claim.size } },
  }
  return placedBy(spec, claim, {
    accessModes: 'accessMode',
    storageClassName: 'storageClass',
    resources: 'size',
  })
}

/** The templates of claims that a StatefulSet makes for each of its pods. */
export function claimTemplates(part: WorkloadPart): unknown[] | undefined {
  const mounted = new Set(mountsOfPod(part).map(({ mount }) => mount.mount))
  const templates = [...mounted].flatMap((volume) => {
    if (volume.part !== 'volume' || volume.source.kind !== 'claim' || !volume.source.claim.perReplica)
      return []
    const { claim } = volume.source
    // These labels are as frozen as the selector: a StatefulSet's templates cannot change.
    const labels = merged(include('selectorLabels'), { 'app.kubernetes.io/component': part.name })
    const conditions = [
      ...(claim.enabled ? [claim.enabled] : []),
      ...(claim.perReplica === true ? [] : [claim.perReplica as Expr<boolean>]),
    ]
    const template = placedAt({ metadata: { name: volume.name, labels }, spec: claimSpec(claim) }, volume.at)
    return [onlyIf(conditions.length > 0 ? toNode(and(...conditions)) : undefined, template)]
  })
  return templates.length > 0 ? templates : undefined
}

export function claimHelper(part: VolumePart): string {
  return `${camel(part.name)}ClaimName`
}
