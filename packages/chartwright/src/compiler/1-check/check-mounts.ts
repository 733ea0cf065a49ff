import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  nodeOf,
  whenOf,
  type App,
  type ContainerSpec,
  type Mount,
  type SidecarSpec,
  type WorkloadPart,
} from '../../author/index.ts'
import { noteAt, problem } from './problem.ts'

/** Mounts: at absolute paths, one at each, and claims of a replica's own only where replicas have names. */
export function checkMounts(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => {
    if (part.part !== 'workload') return []
    const { initContainers, sidecars } = part.spec
    const beside = [...Object.entries(initContainers ?? {}), ...Object.entries(sidecars ?? {})].map(
      ([name, one]) => [name, (whenOf(one)?.then ?? one) as SidecarSpec] as const,
    )
    return [[part.name, part.spec] as const, ...beside].flatMap(([name, spec]) => container(name, spec, part))
  })
}

function container(name: string, spec: ContainerSpec, part: WorkloadPart): Diagnostic[] {
  const problems: Diagnostic[] = []
  const taken = new Map<string, Mount | undefined>()
  const mounts = (spec.mounts ?? []).map((one) => (whenOf(one)?.then ?? one) as Mount)
  const places = [
    ...mounts.map((mount) => ({ path: mount.path, mount, at: mount.at ?? part.at })),
    ...(spec.writes ?? []).map((path) => ({ path, mount: undefined, at: part.at })),
  ]
  for (const { path, mount, at } of places) {
    if (nodeOf(path)) continue
    const text = String(path)
    if (!text.startsWith('/'))
      problems.push(
        problem('path-not-absolute', at, `"${name}" has something at "${text}", which is no absolute path`, {
          hint: `write "/${text.replace(/^\.?\//, '')}"`,
        }),
      )
    if (taken.has(text))
      problems.push(
        problem('mount-duplicate', at, `"${name}" has two things at ${text}`, {
          notes: [noteAt(taken.get(text)?.at ?? part.at, 'the first is here')],
        }),
      )
    else taken.set(text, mount)
  }
  for (const { mount, at } of mounts)
    if (mount.part === 'volume' && mount.source.kind === 'claim' && mount.source.claim.perReplica)
      if (!part.spec.stateful)
        problems.push(
          problem(
            'claim-per-replica',
            at ?? part.at,
            `"${name}" mounts "${mount.name}", of which each replica has a claim of its own, but its replicas have no names`,
            { hint: `give "${part.name}" stateful: true, or leave perReplica out` },
          ),
        )
  return problems
}
