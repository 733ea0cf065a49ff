import { nodeOf, toNode, type ObjectPart } from '../../author/index.ts'
import { problem } from '../1-check/problem.ts'
import { addResource, header, type Planning } from './context.ts'
import { splice, tree, withEmpty } from './tree.ts'

/** An object as its author wrote it, below the name and the labels that every object of a chart has. */
export function planObject(part: ObjectPart, planning: Planning): void {
  const { metadata, ...fields } = part.fields
  const file = `${part.component}-${part.kind.toLowerCase()}.yaml`
  if (planning.plan.resources.some((resource) => resource.file === file))
    return void planning.problems.push(
      problem('name-duplicate', part.at, `"${part.component}" has a ${part.kind} already`, {
        hint: 'name the object after another component',
      }),
    )
  const taken = takenLabel(part)
  if (taken !== undefined)
    planning.problems.push(
      problem('name-duplicate', part.at, `the chart itself gives every object the label "${taken}"`, {
        hint: `leave it out of the labels of the ${part.kind} "${part.component}"`,
      }),
    )
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

/** A label that the author gives and the chart, too. */
function takenLabel({ fields }: ObjectPart): string | undefined {
  const labels = fields.metadata?.labels
  if (typeof labels !== 'object' || labels === null || nodeOf(labels)) return undefined
  const own = /^(app\.kubernetes\.io\/(name|instance|component|version|managed-by)|helm\.sh\/chart)$/
  return Object.keys(labels).find((key) => own.test(key))
}
