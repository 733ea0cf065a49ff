import { suggest, type Note } from '../diagnostics/index.ts'
import { isMap, type GoValue } from '../go/values.ts'

/**
 * Where a value that a template found to be nil would have come from: the values file of the template's chart,
 * the key that a user of the whole chart would give, and the key that may have been meant.
 *
 * @param path as the template has it, `.Values.image.tag` or `$.Values.image.tag`
 * @param file the template, `web/charts/db/templates/a.yaml`
 */
export function absentValue(path: string, file: string, values: GoValue): Note[] {
  const keys = /^\$?\.Values\.(.+)$/.exec(path)?.[1]?.split('.')
  const charts = file.replace(/\/templates\/.*$/, '').split('/charts/')
  const folder = charts
    .slice(1)
    .map((name) => `charts/${name}/`)
    .join('')
  if (!keys) return [{ message: `${path} is nil: neither ${folder}values.yaml nor what was given sets it` }]
  const given = [...charts.slice(1), ...keys].join('.')
  const notes: Note[] = [
    { message: `${path} is nil: neither ${folder}values.yaml nor what was given (${given}) sets it` },
  ]
  const near = nearest(keys, values)
  if (near) notes.push({ message: near })
  return notes
}

/** What stands where the path ends: a null, or keys of which one may be meant. */
function nearest(keys: readonly string[], values: GoValue): string | undefined {
  let at = values
  for (const [index, key] of keys.entries()) {
    if (!isMap(at)) return undefined
    const parent = ['.Values', ...keys.slice(0, index)].join('.')
    if (!Object.hasOwn(at, key)) {
      const known = Object.keys(at)
      const meant = suggest(key, known)
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
