import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  nodeOf,
  nameOfNode,
  toNode,
  whenOf,
  type App,
  type ContainerSpec,
  type Mount,
  type WorkloadPart,
} from '../../author/index.ts'
import { mountsOfPod } from '../2-plan/mounts.ts'
import { containersOf } from './containers.ts'
import { noteAt, problem } from './problem.ts'

/** Mounts: at absolute paths, one at each, and claims of a replica's own only where replicas have names. */
export function checkMounts(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => {
    if (part.part !== 'workload') return []
    return [
      ...containersOf(part).flatMap(({ name, spec }) => container(name, spec, part)),
      ...volumeNames(part),
    ]
  })
}

/** A folder that is written to becomes a volume called after it, which another may be called already. */
function volumeNames(part: WorkloadPart): Diagnostic[] {
  const known = new Map<string, Mount>()
  return mountsOfPod(part).flatMap(({ mount }) => {
    const { name } = mount.mount
    const before = known.get(name)
    // Two at one path are told already.
    if (!before || before.mount === mount.mount || pathOf(before) === pathOf(mount)) {
      known.set(name, mount)
      return []
    }
    const message = `the pods of "${part.name}" have two volumes called "${name}", at ${pathOf(before)} and ${pathOf(mount)}`
    return [
      problem('name-duplicate', mount.at ?? before.at ?? part.at, message, {
        hint: 'a folder of writes is called after its path: rename the other volume',
      }),
    ]
  })
}

const pathOf = ({ path }: Mount) => (nodeOf(path) ? nameOfNode(toNode(path)) : String(path))

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
    const text = String(path).replace(/(?<=.)\/+$/, '')
    if (text === '/')
      problems.push(
        problem(
          'path-not-absolute',
          at,
          `"${name}" has something at "/", which would hide all that its image holds`,
          {
            hint: 'name the folder below it',
          },
        ),
      )
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
