import { templates, type MutationClass } from '../mutation.ts'

/** A text of YAML stands without its quotes: `| quote` is gone, or the quotes around it. */
export const quoteRemoved: MutationClass = {
  name: 'quote removed',
  mutations: (chart) =>
    templates(chart, true)
      .filter(([file]) => !file.endsWith('NOTES.txt'))
      .flatMap(([file, text]) => [
        ...[...text.matchAll(/ \| quote(?= -?\}\})/g)].map((found) => ({
          file,
          start: found.index,
          end: found.index + found[0].length,
          text: '',
        })),
        ...[...text.matchAll(/^(\s*(?:- |[^\s"{}][^"{}]*: ))"(.*)"$/gm)].map((found) => {
          const start = found.index + found[1]!.length
          return { file, start, end: found.index + found[0].length, text: found[2]! }
        }),
      ]),
}
