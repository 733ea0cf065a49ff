import { blockEnd, linesOf, templates, without, type MutationClass } from '../mutation.ts'

/** A volume is not mounted, not declared, or mounted without its subPath or its readOnly. */
export const mountDropped: MutationClass = {
  name: 'mount dropped',
  mutations: (chart) =>
    templates(chart).flatMap(([file, text]) => {
      const lines = linesOf(text)
      return lines.flatMap((line, index) => {
        if (!/^\s*(volumeMounts|volumes|volumeClaimTemplates):$/.test(line.text)) return []
        const parts = []
        for (let at = index + 1; at < blockEnd(lines, index); at++) {
          if (lines[at]!.text.trim().startsWith('- '))
            parts.push(without(file, lines, at, blockEnd(lines, at)))
          if (/^\s*(subPath|readOnly|subPathExpr):/.test(lines[at]!.text))
            parts.push(without(file, lines, at, at + 1))
        }
        return parts
      })
    }),
}
