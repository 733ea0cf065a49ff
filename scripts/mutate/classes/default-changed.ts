import { linesOf, replaced, type MutationClass } from '../mutation.ts'
import { schemaAt } from '../schema-at.ts'

/** A default of values.yaml is another one that its schema takes. */
export const defaultChanged: MutationClass = {
  name: 'default changed',
  mutations(chart) {
    const file = 'values.yaml'
    const path: { indent: number; key: string }[] = []
    return linesOf(chart.files.get(file)!).flatMap((line) => {
      const found = /^(\s*"?([\w./-]+)"?: )(\S.*)$/.exec(line.text)
      const key = /^\s*"?([\w./-]+)"?:/.exec(line.text)?.[1]
      if (key === undefined) return []
      while (path.length > 0 && path.at(-1)!.indent >= line.indent) path.pop()
      path.push({ indent: line.indent, key })
      const value = found?.[3]
      if (value === undefined || /^[[{|>]/.test(value)) return []
      const { enum: choices } = schemaAt(
        chart,
        path.map((one) => one.key),
      )
      const other = choices?.map(String).find((choice) => choice !== value)
      return [replaced(file, line, found![1]!.length, value.length, other ?? changed(value))]
    })
  },
}

function changed(value: string): string {
  if (value === 'true') return 'false'
  if (value === 'false') return 'true'
  if (value === '""') return 'other'
  if (/\d/.test(value)) return value.replace(/\d+(?!.*\d)/, (digits) => String(Number(digits) + 1))
  return value.endsWith('"') ? value.replace(/"$/, 'x"') : `${value}x`
}
