import { chartFullPath, type Chart } from '../../chart/index.ts'
import { isMap, type GoMap, type GoValue } from '../../go/values.ts'

interface DependencyRead {
  key: string
  isAbsent: boolean
}

/** For each dependency that Chart.yaml lists, by the path of its templates: the keys that switch it on or off. */
export function dependencyReads(loaded: Chart, values: GoMap): [home: string, keys: DependencyRead[]][] {
  const found: [string, DependencyRead[]][] = []
  const visit = (chart: Chart, path: string, home: string) => {
    for (const wanted of chart.metadata.dependencies ?? []) {
      const name = wanted.alias || wanted.name
      const below = `${home}/charts/${name}`
      const conditions = wanted.condition
        .trim()
        .split(',')
        .filter((condition) => condition !== '')
      const keys = [
        ...conditions.map((key) => path + key),
        ...(wanted.tags ?? []).map((tag) => `tags.${tag}`),
      ]
      found.push([`${below}/`, keys.map((key) => ({ key, isAbsent: valueAt(values, key) === undefined }))])
      const child = chart.dependencies.find(({ metadata }) => metadata.name === wanted.name)
      if (child) visit(child, `${path}${name}.`, below)
    }
  }
  visit(loaded, '', chartFullPath(loaded))
  return found
}

function valueAt(values: GoMap, key: string): GoValue | undefined {
  let at: GoValue | undefined = values
  for (const name of key.split('.')) at = isMap(at) ? at[name] : undefined
  return at
}
