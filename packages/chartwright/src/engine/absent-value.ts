import { suggest, type Note } from '../diagnostics/index.ts'
import type { Chart } from '../chart/index.ts'
import { isMap, type GoValue } from '../go/values.ts'

/**
 * Where a value that a template found to be nil would have come from: the values file of the template's chart,
 * the key that a user of the whole chart would give, and the key that may have been meant.
 *
 * @param path as the template has it, `.Values.image.tag` or `$.Values.image.tag`
 * @param file the template, `web/charts/db/templates/a.yaml`
 * @param root the chart of the whole render, for what its files set
 */
export function absentValue(path: string, file: string, values: GoValue, root?: Chart): Note[] {
  const keys = /^\$?\.Values\.(.+)$/.exec(path)?.[1]?.split('.')
  const charts = file.replace(/\/templates\/.*$/, '').split('/charts/')
  const subcharts = charts.slice(1)
  const defaults = `${subcharts.map((name) => `charts/${name}/`).join('')}values.yaml`
  if (!keys) return [{ message: `${path} is nil` }]
  const given = [...subcharts, ...keys].join('.')
  if (valueAt(defaultsOf(root, subcharts), keys) !== null) {
    const message = `${path} is nil: ${defaults} sets it, and a null that was given for it, or around it, takes it away`
    return [{ message }]
  }
  const notes: Note[] = [
    {
      message: `${path} is nil: ${defaults} does not set ${keys.join('.')}, nor did a values file or --set ${given}=…`,
    },
  ]
  const near = nearest(keys, values)
  if (near) notes.push({ message: near })
  return notes
}

function defaultsOf(root: Chart | undefined, subcharts: readonly string[]): GoValue {
  let chart = root
  for (const name of subcharts) chart = chart?.dependencies.find(({ metadata }) => metadata.name === name)
  return chart?.values ?? null
}

function valueAt(values: GoValue, keys: readonly string[]): GoValue {
  let at = values
  for (const key of keys) at = isMap(at) ? (at[key] ?? null) : null
  return at
}

/** What stands where the path ends: a null, or keys of which one may be meant. */
function nearest(keys: readonly string[], values: GoValue): string | undefined {
  let at = values
  for (const [index, key] of keys.entries()) {
    if (!isMap(at)) return undefined
    const parent = ['.Values', ...keys.slice(0, index)].join('.')
    if (!Object.hasOwn(at, key)) {
      const known = Object.keys(at)
      const meant = key.length > 1 ? suggest(key, known) : undefined
      if (meant !== undefined) return `there is ${parent}.${meant}: is that meant?`
      if (known.length === 0) return `${parent} is empty`
      const shown = known.slice(0, 8).join(', ')
      return `${parent} has ${shown}${known.length > 8 ? ` and ${known.length - 8} more` : ''}`
    }
    at = at[key]!
    if (at === null) return `${parent}.${key} is null`
  }
  return undefined
}
