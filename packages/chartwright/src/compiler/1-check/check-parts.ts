import type { Diagnostic } from '../../diagnostics/index.ts'
import { nodeOf, whenOf, type App, type Part } from '../../author/index.ts'
import { problem } from './problem.ts'

/** What a workload mounts or reads must be part of the chart, or the pod would wait for it forever. */
export function checkParts(app: App): Diagnostic[] {
  const listed = new Set<Part>(app.parts)
  return app.parts.flatMap((part) => {
    if (part.part !== 'workload') return []
    const { mounts = [], restartOn = [], env = {} } = part.spec
    const secrets = Object.values(env).flatMap((value) => {
      const inner = whenOf(value)?.then ?? value
      return typeof inner === 'object' && inner !== null && !nodeOf(inner) && 'secret' in inner ? [inner] : []
    })
    const needed = new Map<Part, (typeof mounts)[number]['at']>()
    for (const mount of mounts) needed.set(mount.mount, mount.at)
    for (const key of secrets as { secret: Part; at?: (typeof mounts)[number]['at'] }[])
      needed.set(key.secret, key.at)
    for (const one of restartOn) needed.set(one.part, one.part.at)
    return [...needed]
      .filter(([one]) => !listed.has(one) && !('source' in one && one.source.kind === 'ephemeral'))
      .map(([one, at]) =>
        problem(
          'part-unlisted',
          at,
          `"${part.name}" uses "${'name' in one ? one.name : ''}", which is not part of the chart`,
          {
            hint: 'add it to the list that chart() returns',
          },
        ),
      )
  })
}
