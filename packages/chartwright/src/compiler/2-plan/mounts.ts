import { volume, type Mount, type WorkloadPart } from '../../author/index.ts'

const scratch = new WeakMap<WorkloadPart, Mount[]>()

/** What is mounted into a workload's container: what its author lists, and scratch space where it writes. */
export function mountsOf(part: WorkloadPart): readonly Mount[] {
  let own = scratch.get(part)
  if (!own) {
    own = (part.spec.writes ?? []).map((folder) =>
      volume(folder.replace(/^\//, '').replace(/[^a-z0-9]+/g, '-'), { ephemeral: true }).at(folder),
    )
    scratch.set(part, own)
  }
  return [...(part.spec.mounts ?? []), ...own]
}
