import {
  volume,
  whenOf,
  type ContainerSpec,
  type ExprNode,
  type Mount,
  type WorkloadPart,
} from '../../author/index.ts'

/** A mount, and when it is there. */
export interface ConditionalMount {
  mount: Mount
  condition: ExprNode | undefined
}

const scratch = new WeakMap<WorkloadPart, Mount[]>()

/** What is mounted into the first container of a pod: what its author lists, and scratch space where it writes. */
export function mountsOf(part: WorkloadPart): ConditionalMount[] {
  return [...listedMounts(part.spec), ...scratchOf(part).map((mount) => ({ mount, condition: undefined }))]
}

/** What is mounted into any container of a pod. */
export function mountsOfPod(part: WorkloadPart): ConditionalMount[] {
  return [...mountsOf(part), ...Object.values(part.spec.sidecars ?? {}).flatMap(listedMounts)]
}

export function listedMounts(spec: ContainerSpec): ConditionalMount[] {
  return (spec.mounts ?? []).map((one) => {
    const conditional = whenOf(one)
    return { mount: (conditional?.then ?? one) as Mount, condition: conditional?.condition }
  })
}

function scratchOf(part: WorkloadPart): Mount[] {
  let own = scratch.get(part)
  if (!own) {
    own = (part.spec.writes ?? []).map((folder) =>
      volume(folder.replace(/^\//, '').replace(/[^a-z0-9]+/g, '-'), { ephemeral: true }).at(folder),
    )
    scratch.set(part, own)
  }
  return own
}
