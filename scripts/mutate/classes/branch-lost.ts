import { conditionsOf } from '../conditions.ts'
import { templates, type MutationClass } from '../mutation.ts'

/** What an `if` or `with` guards never comes: an object that cannot be switched on, a refusal, a usual knob. */
export const branchLost: MutationClass = {
  name: 'branch lost',
  mutations: (chart) =>
    templates(chart, true).flatMap(([file, text]) =>
      conditionsOf(text).map(({ start, text: condition }) => ({
        file,
        start,
        end: start + condition.length,
        text: 'false',
      })),
    ),
}
