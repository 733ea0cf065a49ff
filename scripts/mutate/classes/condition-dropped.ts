import { conditionsOf, termsOf } from '../conditions.ts'
import { templates, type Mutation, type MutationClass } from '../mutation.ts'

/** What an `if` guards is there always, or one of the things it asks is not asked any more. */
export const conditionDropped: MutationClass = {
  name: 'condition dropped',
  mutations: (chart) =>
    templates(chart, true).flatMap(([file, text]) =>
      conditionsOf(text)
        .filter(({ word }) => word === 'if')
        .flatMap(({ start, text: condition }) => [
          { file, start, end: start + condition.length, text: 'true' },
          ...operandsLost(file, start, condition),
        ]),
    ),
}

/** `and a b` without `a`, and without `b`; within parentheses too. */
function operandsLost(file: string, start: number, condition: string): Mutation[] {
  const [word, ...operands] = termsOf(condition)
  const below = [word!, ...operands].flatMap((term) =>
    term.text.startsWith('(') && term.text.endsWith(')')
      ? operandsLost(file, start + term.start + 1, term.text.slice(1, -1))
      : [],
  )
  if (word?.text !== 'and' && word?.text !== 'or') return below
  const lost = operands.map((operand, index) => {
    const previous = operands[index - 1] ?? word
    const left = operands.filter((other) => other !== operand)
    if (left.length === 1)
      return { file, start, end: start + condition.length, text: left[0]!.text.replace(/^\((.*)\)$/, '$1') }
    return {
      file,
      start: start + previous.start + previous.text.length,
      end: start + operand.start + operand.text.length,
      text: '',
    }
  })
  return [...lost, ...below]
}
