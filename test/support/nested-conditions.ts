/** A question of an `if`, and those of the ones around it; `and a b` asks two. */
export interface NestedCondition {
  condition: string
  around: string[]
}

export function conditionsWithin(text: string): NestedCondition[] {
  const open: string[][] = []
  return [...text.matchAll(/\{\{-? *(if|with|range|define|end|else)\b *(.*?) *-?\}\}/g)].flatMap(
    ([, word, rest]) => {
      if (word === 'end') open.pop()
      // What is asked after `else` is asked where the first question failed.
      if (word === 'else') open.splice(-1, 1, [])
      if (word === 'else' || word === 'end') return []
      const own = word === 'if' ? questionsOf(rest!) : []
      const around = open.flat()
      open.push(own)
      return own.map((condition) => ({ condition, around }))
    },
  )
}

/** The operands of an `and`, or the one question. */
function questionsOf(condition: string): string[] {
  if (!condition.startsWith('and ')) return [condition]
  const operands: string[] = []
  let depth = 0
  for (const word of condition.slice(4).split(' ')) {
    if (depth > 0) operands[operands.length - 1] += ` ${word}`
    else operands.push(word)
    depth += word.split('(').length - word.split(')').length
  }
  return operands.map((operand) => operand.replace(/^\((.*)\)$/, '$1'))
}
