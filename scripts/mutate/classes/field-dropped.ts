import { linesOf, templates, without, type MutationClass } from '../mutation.ts'

const identity = /^\s*(- )?(apiVersion|kind|name|path|containerPort|port|targetPort|protocol|number):/

/** A single `key: value` of a manifest is not there. */
export const fieldDropped: MutationClass = {
  name: 'field dropped',
  mutations: (chart) =>
    templates(chart).flatMap(([file, text]) => {
      const lines = linesOf(text)
      return lines.flatMap((line, index) =>
        /^\s+[\w./-]+: \S/.test(line.text) && !identity.test(line.text)
          ? [without(file, lines, index, index + 1)]
          : [],
      )
    }),
}
