import type { Diagnostic } from '../../diagnostics/index.ts'
import type { App, Part, PortRef, RoutePart, Site } from '../../author/index.ts'
import { noteAt, problem } from './problem.ts'

/** Ways in from outside: they lead somewhere, each path to one place, and rewrite only where that can be done. */
export function checkRoutes(app: App): Diagnostic[] {
  const listed = new Set<Part>(app.parts)
  const unlisted = (name: string, to: PortRef, at: Site | undefined) =>
    listed.has(to.workload)
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
  return app.parts.flatMap((part) => {
    if (part.part === 'publish') return unlisted(part.name, part.to, part.at)
    if (part.part !== 'route') return []
    return [...part.rules.flatMap(({ to }) => unlisted(part.name, to, part.at)), ...routeProblems(part)]
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
    if (rewrite !== undefined && spec.ingress)
      problems.push(
        problem('route-invalid', at, `"${name}" rewrites "${path}", which an Ingress cannot do`, {
          hint: 'leave ingress out; or let the application serve the path as it comes',
          notes: [
            { message: 'each controller has annotations of its own for it; routes of the Gateway API can' },
          ],
        }),
      )
  }
  return problems
}
