import { blockEnd, linesOf, replaced, templates, without, type MutationClass } from '../mutation.ts'

/** A variable of a container is missing, or takes its value from another key. */
export const variableLost: MutationClass = {
  name: 'variable lost',
  mutations: (chart) =>
    templates(chart).flatMap(([file, text]) => {
      const lines = linesOf(text)
      return lines.flatMap((line, index) => {
        const key = /^(\s*key: )([\w.-]+)$/.exec(line.text)
        if (key) return [replaced(file, line, key[1]!.length, key[2]!.length, `${key[2]}-other`)]
        const isVariable = /^\s*- name: [A-Z][A-Z0-9_]+$/.test(line.text)
        const isSource = /^\s*- (configMapRef|secretRef):$/.test(line.text)
        return isVariable || isSource ? [without(file, lines, index, blockEnd(lines, index))] : []
      })
    }),
}
