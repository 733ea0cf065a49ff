import {
  blockEnd,
  linesOf,
  templates,
  without,
  type Line,
  type Mutation,
  type MutationClass,
} from '../mutation.ts'

/** A NetworkPolicy lost a peer, a port, a rule, or one of its directions. */
export const policyPeerRemoved: MutationClass = {
  name: 'policy peer removed',
  mutations: (chart) =>
    templates(chart)
      .filter(([, text]) => /^kind: NetworkPolicy$/m.test(text))
      .flatMap(([file, text]) => {
        const lines = linesOf(text)
        const part = /^\s*- (podSelector|namespaceSelector|ipBlock|ports|port|to|from|Ingress|Egress)\b/
        return lines.flatMap((line, index): Mutation[] =>
          part.test(line.text) ? [withoutItem(file, lines, index)] : [],
        )
      }),
}

/** An item of a list; a list of one goes with its key, as when an author forgets it. */
function withoutItem(file: string, lines: readonly Line[], index: number): Mutation {
  const after = blockEnd(lines, index)
  const { indent } = lines[index]!
  const before = lines[index - 1]!
  const isFirst = /^\s*(- )?\w+:$/.test(before.text)
  const isLast = after >= lines.length || lines[after]!.indent < indent
  const isOnly = isFirst && isLast && !before.text.trim().startsWith('- ')
  return without(file, lines, isOnly ? index - 1 : index, after)
}
