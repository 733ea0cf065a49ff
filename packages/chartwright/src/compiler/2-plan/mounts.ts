import {
  portsOf,
  siteOfProperty,
  volume,
  whenOf,
  type ContainerSpec,
  type ExprNode,
  type Mount,
  type NamedPort,
  type SidecarSpec,
  type WorkloadPart,
} from '../../author/index.ts'

/** A mount, and when it is there. */
export interface ConditionalMount {
  mount: Mount
  condition: ExprNode | undefined
}

/** A container of a pod, and when it is there. */
export interface NamedContainer {
  name: string
  spec: SidecarSpec
  condition: ExprNode | undefined
}

/** The containers beside a workload's own. */
export function sidecarsOf(part: WorkloadPart): NamedContainer[] {
  return named(part.spec.sidecars)
}

/** The containers that run before them. */
export function initContainersOf(part: WorkloadPart): NamedContainer[] {
  return named(part.spec.initContainers)
}

function named(containers: WorkloadPart['spec']['sidecars']): NamedContainer[] {
  return Object.entries(containers ?? {}).map(([name, one]) => {
    const conditional = whenOf(one)
    return { name, spec: (conditional?.then ?? one) as SidecarSpec, condition: conditional?.condition }
  })
}

/** The ports of all containers of a pod. */
export function portsOfPod(part: WorkloadPart): NamedPort[] {
  const beside = sidecarsOf(part).flatMap(({ spec, condition }) =>
    portsOf(spec.ports).map((one) => ({ ...one, condition: one.condition ?? condition })),
  )
  return [...portsOf(part.spec.ports), ...beside]
}

/** What is mounted into any container of a pod. */
export function mountsOfPod(part: WorkloadPart): ConditionalMount[] {
  const beside = [...initContainersOf(part), ...sidecarsOf(part)].flatMap(({ name, spec, condition }) =>
    mountsOf(spec, name).map((one) => ({ ...one, condition: one.condition ?? condition })),
  )
  return [...mountsOf(part.spec), ...beside]
}

/** What is mounted into a container: what its author lists, and scratch space where it writes. */
export function mountsOf(spec: ContainerSpec, prefix = ''): ConditionalMount[] {
  const listed = (spec.mounts ?? []).map((one) => {
    const conditional = whenOf(one)
    return { mount: (conditional?.then ?? one) as Mount, condition: conditional?.condition }
  })
  return [...listed, ...scratchOf(spec, prefix).map((mount) => ({ mount, condition: undefined }))]
}

const scratch = new WeakMap<ContainerSpec, Mount[]>()

function scratchOf(spec: ContainerSpec, prefix: string): Mount[] {
  let own = scratch.get(spec)
  if (!own) {
    own = (spec.writes ?? []).map((folder) => {
      const text = (prefix === '' ? folder : `${prefix}/${folder}`).toLowerCase()
      // Kubernetes: the name of a volume is a DNS label.
      const name = text
        .replace(/[^a-z0-9]+/g, '-')
        .slice(-63)
        .replace(/^-|-$/g, '')
      const made = volume(name, { ephemeral: true })
      const site = siteOfProperty(spec, 'writes')
      const at = site && { at: site }
      return { ...made.at(folder), mount: { ...made.part, ...at }, ...at }
    })
    scratch.set(spec, own)
  }
  return own
}
