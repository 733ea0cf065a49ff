import type { Diagnostic } from '../../diagnostics/index.ts'
import type { App, GatewayPart, Part, PortRef, RoutePart, Site } from '../../author/index.ts'
import { defaultNumber } from './default-of.ts'
import { noteAt, problem } from './problem.ts'

/** Ways in from outside: they lead somewhere, each path to one place, and rewrite only where that can be done. */
export function checkRoutes(app: App): Diagnostic[] {
  const listed = new Set<Part>(app.parts)
  // One that leads nowhere is told as incomplete.
  const unlisted = (name: string, to: PortRef | undefined, at: Site | undefined) =>
    to === undefined || listed.has(to.workload)
      ? []
      : [
          problem(
            'part-unlisted',
            at,
            `"${name}" leads to "${to.workload.name}", which is not part of the chart`,
            {
              hint: 'add it to the list that chart() returns',
            },
          ),
        ]
  const homeless = (name: string, on: GatewayPart | undefined, at: Site | undefined) =>
    on === undefined || listed.has(on)
      ? []
      : [
          problem('part-unlisted', at, `"${name}" attaches to "${on.name}", which is not part of the chart`, {
            hint: 'add the Gateway to the list that chart() returns',
          }),
        ]
  return app.parts.flatMap((part) => {
    if (part.part === 'exposure')
      return Object.values((part.routes as typeof part.routes | undefined) ?? {}).flatMap(({ to }) =>
        unlisted(part.name, to, part.at),
      )
    if (part.part === 'publish') return unlisted(part.name, part.to, part.at)
    if (part.part === 'stream-route')
      return [...unlisted(part.name, part.to, part.at), ...homeless(part.name, part.on, part.at)]
    if (part.part === 'gateway') return listenerProblems(part, app)
    if (part.part !== 'route') return []
    return [
      ...homeless(part.name, part.spec.on?.gateway, part.at),
      ...part.rules.flatMap(({ to }) => unlisted(part.name, to, part.at)),
      ...routeProblems(part),
    ]
  })
}

function routeProblems({ name, spec, rules, at }: RoutePart): Diagnostic[] {
  const problems: Diagnostic[] = []
  if (rules.length === 0) problems.push(problem('part-incomplete', at, `"${name}" has neither to nor rules`))
  if (!spec.ingress && !spec.gateway)
    problems.push(problem('part-incomplete', at, `"${name}" has neither ingress nor gateway`))
  const seen = new Set<string>()
  for (const { path = '/', to, rewrite } of rules) {
    if (!path.startsWith('/'))
      problems.push(problem('route-invalid', at, `the path "${path}" of "${name}" does not begin with "/"`))
    if (seen.has(path))
      problems.push(
        problem('route-invalid', at, `"${name}" sends "${path}" to two places`, {
          notes: [noteAt(to.workload.at, `the second is "${to.workload.name}"`)],
        }),
      )
    seen.add(path)
    if (rewrite !== undefined && spec.ingress && !spec.rewriteBy)
      problems.push(
        problem('route-invalid', at, `"${name}" rewrites "${path}", which an Ingress has no field for`, {
          hint: 'give rewriteBy: a value of rewriteBy(); or leave ingress out',
          notes: [
            {
              message: 'each controller has a way of its own; routes of the Gateway API have a filter for it',
            },
          ],
        }),
      )
  }
  return problems
}

/** Listeners of a Gateway: each name once, each port and transport once. */
function listenerProblems({ name, from, streams, at }: GatewayPart, app: App): Diagnostic[] {
  const listeners = [
    { name: 'http', port: from.http.port, transport: 'TCP', at },
    { name: 'https', port: from.https.port, transport: 'TCP', at },
    ...streams.map((one) => ({
      name: one.name,
      port: one.from.port,
      transport: one.protocol,
      at: one.at,
    })),
  ]
  return listeners.flatMap((one, index) => {
    const same = listeners
      .slice(0, index)
      .find(
        (other) =>
          other.name === one.name ||
          (other.transport === one.transport &&
            defaultNumber(other.port, app) === defaultNumber(one.port, app)),
      )
    if (!same) return []
    const message = `the listener "${one.name}" of "${name}" has the name or the port of "${same.name}"`
    return [problem('port-duplicate', one.at, message, { hint: 'give it another port' })]
  })
}
