import { nodeOf, toNode, type ObjectPart } from '../../author/index.ts'
import { DiagnosticError } from '../../diagnostics/index.ts'
import { problem } from '../1-check/problem.ts'
import { addResource, header, type Planning } from './context.ts'
import { splice, tree, withEmpty } from './tree.ts'

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
