import { nodeOf, toNode, whenOf, type ObjectPart } from '../../author/index.ts'
import { DiagnosticError } from '../../diagnostics/index.ts'
import { problem } from '../1-check/problem.ts'
import { addResource, header, type Planning } from './context.ts'
import { onlyIf, Ready, splice, tree } from './tree.ts'

/** An object as its author wrote it, below the name and the labels that every object of a chart has. */
export function planObject(part: ObjectPart, planning: Planning): void {
  const { metadata, ...fields } = part.fields
  const file = `${part.component}-${part.kind.toLowerCase()}.yaml`
  if (planning.plan.resources.some((resource) => resource.file === file))
    throw new DiagnosticError([
      problem('name-duplicate', part.at, `"${part.component}" has a ${part.kind} already`, {
        hint: 'name the object after another component',
      }),
    ])
  addResource(planning, {
    kind: part.kind,
    component: part.component,
    file,
    body: tree({
      ...header(part.apiVersion, part.kind, part.component, {
        name: metadata?.name,
        // Labels stand among the chart's own, so an operator's map of them is merged in.
        labels: nodeOf(metadata?.labels) ? splice(metadata?.labels) : metadata?.labels,
        annotations: metadata?.annotations,
      }),
      ...(withEmpty(fields) as object),
    }),
    ...(part.when && { when: toNode(part.when) }),
    ...(part.at && { at: part.at }),
  })
}

/** What an author wrote as empty stays: `selfSigned: {}` says something. */
function withEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || nodeOf(value)) return value
  const conditional = whenOf(value)
  if (conditional) {
    const { condition, then, otherwise } = conditional
    return onlyIf(condition, withEmpty(then), withEmpty(otherwise))
  }
  if (Array.isArray(value))
    return value.length === 0 ? new Ready({ y: 'empty', list: true }) : value.map(withEmpty)
  const fields = Object.entries(value)
  if (fields.length === 0) return new Ready({ y: 'empty' })
  return Object.fromEntries(fields.map(([key, inner]) => [key, withEmpty(inner)]))
}
