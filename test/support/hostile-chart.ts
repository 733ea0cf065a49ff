// A chart of charts/ with hostile texts in the places of its values that its schema takes them in.
import fs from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import {
  fixedHost,
  HelmError,
  loadChart,
  printManifests,
  renderChart,
} from '../../packages/chartwright/src/engine/index.ts'
import type { GoMap } from '../../packages/chartwright/src/go/index.ts'
import { nodeFileSystem } from '../../packages/chartwright/src/io/node.ts'
import { parseYaml } from '../../packages/chartwright/src/yaml/index.ts'
import { root } from './repository.ts'
import { defaultsOf, type Values } from './scenarios.ts'
import { merged, placesTaken, stringPlaces, withText, type StringPlace } from './string-values.ts'

export const hostileTexts = [
  `it's "quoted"`,
  'two\nlines\n',
  '{{ .Values.gone.further }}',
  'a: b # c',
  'x'.repeat(64),
  'ends with a line\n',
  '- a',
  '%d %s 100%',
  '  spaces  ',
  '*alias &anchor !tag | > @ `',
  'true',
  '0x1f',
  '1e3',
  '',
  'žluťoučký 🐎',
  '$(VARIABLE) ${x} \\n \\',
]

/** So that optional objects are there, and no chart makes certificates of its own. */
export const everyApi = [
  'cert-manager.io/v1',
  'gateway.networking.k8s.io/v1',
  'keda.sh/v1alpha1',
  'monitoring.coreos.com/v1',
]

export interface HostileChart {
  folder: string
  /** Where the schema knows a string, with these values given. */
  places(base: Values): StringPlace[]
  /** Whether the schema takes a text there; the engine may still refuse it. */
  fits(base: Values, place: StringPlace, text: string): boolean
  /** What our engine renders, or undefined where it refuses the values. */
  rendered(values: Values): string | undefined
  /** The base with a text in every one of these places that takes it, whatever was put elsewhere. */
  everywhere(
    base: Values,
    text: string,
    among?: readonly StringPlace[],
  ): { values: Values; places: StringPlace[] }
}

export function hostileChart(name: string): HostileChart {
  const folder = path.join(root, 'charts', name)
  const chart = loadChart(nodeFileSystem, folder)
  const defaults = defaultsOf(folder)
  const schema = JSON.parse(fs.readFileSync(path.join(folder, 'values.schema.json'), 'utf8')) as object
  const takes = new Ajv({ strict: false, validateFormats: false }).compile(schema)

  const places = (base: Values) => stringPlaces(folder, { ...defaults, ...base })
  const fits = (base: Values, place: StringPlace, text: string) =>
    takes(merged(defaults, withText(base, place, text)))
  const rendered = (values: Values): string | undefined => {
    try {
      const release = { name: 'rel', namespace: 'default' }
      // Through JSON, as a values file would come.
      const given = parseYaml(JSON.stringify(values)).value as GoMap
      return printManifests(renderChart(chart, given, { host: fixedHost(), release, apiVersions: everyApi }))
    } catch (error) {
      if (error instanceof HelmError) return undefined
      throw error
    }
  }
  const everywhere: HostileChart['everywhere'] = (base, text, among = places(base)) => {
    const fill = (some: readonly StringPlace[]) =>
      some.reduce((values, place) => withText(values, place, text), base)
    // Asked of the schema one by one, so that the engine seldom refuses and few halves are tried.
    const fitting = among.filter((place) => fits(base, place, text))
    const taken = placesTaken(undefined, fitting, (some) => rendered(fill(some)) !== undefined)
    return { values: fill(taken), places: taken }
  }
  return { folder, places, fits, rendered, everywhere }
}
