import { linesOf, templates, without, type MutationClass } from '../mutation.ts'

/** A selector lost one of its labels, and takes more pods than it should. */
export const selectorWidened: MutationClass = {
  name: 'selector widened',
  mutations: (chart) =>
    templates(chart).flatMap(([file, text]) => {
      const lines = linesOf(text)
      return lines.flatMap((line, index) => {
        if (!/^\s*(selector|matchLabels):$/.test(line.text)) return []
        const labels = []
        for (let at = index + 1; at < lines.length && lines[at]!.indent > line.indent; at++)
          if (lines[at]!.text.trim() !== 'matchLabels:') labels.push(at)
          else break
        return labels.map((at) => without(file, lines, at, at + 1))
      })
    }),
}
