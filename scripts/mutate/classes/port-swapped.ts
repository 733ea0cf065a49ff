import { linesOf, replaced, templates, type Line, type MutationClass } from '../mutation.ts'

const place =
  /^(\s*(?:- )?(?:port|containerPort|targetPort|hostPort|endPort|nodePort|number): |.*(?:_PORT|Port)"?: )(.+)$/
const argument = /^(\s*- )("\d{2,5}")$/

/** A port in a template is another one: a number another number of the chart, a name another name. */
export const portSwapped: MutationClass = {
  name: 'port swapped',
  mutations(chart) {
    const places = templates(chart).flatMap(([file, text]) => {
      const lines = linesOf(text)
      return lines.flatMap((line, index) => {
        const found = place.exec(line.text) ?? argument.exec(line.text) ?? ofVariable(line, lines[index - 1])
        return found ? [{ file, line, at: found[1]!.length, port: found[2]! }] : []
      })
    })
    const all = [...new Set(places.map(({ port }) => port))]
    return places.flatMap(({ file, line, at, port }) => {
      const others = all.filter((other) => kind(other) === kind(port) && bare(other) !== bare(port))
      const other = others[(all.indexOf(port) + 1) % Math.max(others.length, 1)]
      return other ? [replaced(file, line, at, port.length, other)] : []
    })
  },
}

/** `value: "8090"` after `- name: DAGU_SCHEDULER_PORT`. */
function ofVariable(line: Line, before: Line | undefined): RegExpExecArray | null {
  return /- name: \w*PORT\w*$/.test(before?.text ?? '') ? /^(\s*value: )(.+)$/.exec(line.text) : null
}

const bare = (port: string) => port.replaceAll('"', '')

/** Numbers and expressions take each other's place; names and texts in quotes those of their kind. */
function kind(port: string): string {
  if (port.startsWith('"')) return 'text'
  return /^[\d{]/.test(port) ? 'number' : 'name'
}
