import { blockEnd, linesOf, replaced, templates, without, type MutationClass } from '../mutation.ts'

/** A probe asks another port or path, is not there, or a test pod asks somebody else. */
export const probeMisdirected: MutationClass = {
  name: 'probe misdirected',
  mutations: (chart) =>
    templates(chart).flatMap(([file, text]) => {
      const lines = linesOf(text)
      const names = [...text.matchAll(/^\s*- name: (.+)\n\s*containerPort:/gm)].map(([, name]) => name!)
      return lines.flatMap((line, index) => {
        if (!/^\s*(startup|liveness|readiness)Probe:$/.test(line.text)) return []
        const after = blockEnd(lines, index)
        const own = lines.slice(index + 1, after).flatMap((inner) => {
          const path = /^(\s*path: )(.+)$/.exec(inner.text)
          if (path)
            return [
              replaced(file, inner, path[1]!.length, path[2]!.length, path[2] === '/' ? '/health' : '/'),
            ]
          const port = /^(\s*port: )(.+)$/.exec(inner.text)
          const other = port && names.find((name) => name !== port[2])
          return port && other ? [replaced(file, inner, port[1]!.length, port[2]!.length, other)] : []
        })
        return [without(file, lines, index, after), ...own]
      })
    }),
}
