import { not, toNode, when, type VolumePart } from '../../author/index.ts'
import { addHelper, addResource, camel, header, type Planning } from './context.ts'
import { merged, splice, tree } from './tree.ts'

/** The claim behind a volume, unless the operator names one that exists. */
export function planClaim(part: VolumePart, planning: Planning): void {
  if (part.source.kind !== 'claim') return
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
    spec: {
      accessModes: [claim.accessMode],
      storageClassName: claim.storageClass && when(claim.storageClass, claim.storageClass),
      resources: { requests: { storage: claim.size } },
    },
  })
  if (claim.existing)
    addHelper(planning, {
      name: claimHelper(part),
      doc: `The name of the claim behind the volume "${part.name}".`,
      body: { nameOrOwn: { given: toNode(claim.existing), own: part.name } },
    })
  addResource(planning, {
    kind: 'PersistentVolumeClaim',
    component: part.name,
    file: `${part.name}-persistentvolumeclaim.yaml`,
    body: claim.existing ? { f: 'if', condition: toNode(not(claim.existing)), then: [body] } : body,
    ...(part.at && { at: part.at }),
  })
}

export function claimHelper(part: VolumePart): string {
  return `${camel(part.name)}ClaimName`
}
