import type { Diagnostic } from '../../diagnostics/index.ts'
import { nameOfNode, nodeOf, ownFields, type App, type CapacityPart } from '../../author/index.ts'
import { defaultNumber } from './default-of.ts'
import { noteAt, problem } from './problem.ts'

/** Capacity tables promise what autoscalers can start: a row beyond their most could never be reached. */
export function checkCapacity(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => (part.part === 'capacity' ? table(part, app) : []))
}

function table(part: CapacityPart, app: App): Diagnostic[] {
  const problems: Diagnostic[] = []
  part.rows.forEach(({ load, pods }, index) => {
    if (pods.length !== part.columns.length)
      problems.push(
        problem(
          'capacity-row',
          part.at,
          `the row of ${load} has ${pods.length} numbers for ${part.columns.length} columns`,
        ),
      )
    const before = part.rows[index - 1]
    part.columns.forEach(({ title, workload }, column) => {
      const wanted = pods[column]
      const { spec } = workload
      const most = spec.autoscale && ownFields(spec.autoscale).maxReplicas
      const limit = defaultNumber(most, app)
      if (wanted === undefined) return
      if (limit !== undefined && wanted > limit)
        problems.push(
          problem(
            'capacity-over-maximum',
            part.at,
            `${load} ${part.of.toLowerCase()} need ${wanted} pods of "${workload.name}" (${title}), which starts ${limit} at most`,
            {
              notes: [noteAt(workload.at, `"${workload.name}" is described here`)],
              hint: `raise the default of ${nodeOf(most) ? nameOfNode(nodeOf(most)!) : 'maxReplicas'}, or take the row out`,
            },
          ),
        )
      if (before && wanted < (before.pods[column] ?? 0))
        problems.push(
          problem(
            'capacity-row',
            part.at,
            `${title} falls from ${before.load} to ${load}: more load needs no fewer pods`,
          ),
        )
    })
  })
  return problems
}
