// Texts that YAML takes for something else, in every place of every chart that takes them, all at once: each comes out
// as the same text, and every object is still one that Kubernetes takes. hostile-values.test.ts does it place by place.
import fs from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { chartsUnderTest, type ChartUnderTest } from '../support/charts-under-test.ts'
import { differs } from '../support/compare-texts.ts'
import { inProcessHelm } from '../support/in-process-helm.ts'
import { newestMinor, schemasMissing } from '../support/kubernetes-schemas.ts'
import { defaultsOf, scenariosOf, valuesGiven, type Values } from '../support/scenarios.ts'
import { merged, placesTaken, stringPlaces, withText, type StringPlace } from '../support/string-values.ts'
import { validatorFor, type KubernetesObject } from '../support/validate-manifest.ts'

const marker = 'marker'
/** One for each place: `markeraa`, `markerab`. */
const markerOf = (index: number) =>
  marker + [Math.floor(index / 26), index % 26].map((at) => String.fromCharCode(97 + at)).join('')
const texts = ['true', '1e3', `it's: "quoted" # so`, 'two\nlines: {{ x }}\n']

describe.each(chartsUnderTest())('charts/$name', (under) => {
  test('what a Secret holds is quoted: passwords may look like numbers, and URLs like comments', () => {
    const bare = fs
      .readdirSync(path.join(under.chart, 'templates'))
      .filter((file) => /secret\.yaml$/.test(file))
      .flatMap((file) => {
        const text = fs.readFileSync(path.join(under.chart, 'templates', file), 'utf8')
        const [, data = ''] = text.split(/^stringData:$/m)
        return data.split('\n').filter((line) => /^ {2}[\w.-]+: \{\{/.test(line))
      })
      .filter((line) => !line.endsWith('| quote }}'))
    expect(bare).toEqual([])
  })

  const schema = JSON.parse(fs.readFileSync(path.join(under.chart, 'values.schema.json'), 'utf8')) as object
  const takes = new Ajv({ strict: false, validateFormats: false }).compile(schema)
  const defaults = defaultsOf(under.chart)

  // Examples have few objects that these have not.
  const scenarios = scenariosOf(under).filter(({ name }) =>
    ['defaults, every API', 'everything'].includes(name),
  )
  describe.each(scenarios)('$name', ({ name, args }) => {
    const given = valuesGiven(args)[0] ?? {}
    const places = stringPlaces(under.chart, merged(defaults, given) as Values)
    const output = (values: Values) => printed(under, args, values)

    const fill = (some: readonly StringPlace[], text: (index: number) => string) =>
      some.reduce((values, place, index) => withText(values, place, text(index)), given)
    const fits = (place: StringPlace, text: string) =>
      takes(
        merged(
          defaults,
          fill([place], () => text),
        ),
      )

    /**
     * All places at once, then those that others hid, as a whole URL hides what one is made of, and so on: each shows
     * in the output with one of these sets.
     */
    const sets = (): StringPlace[][] => {
      const found: StringPlace[][] = []
      for (let rest = places.filter((place) => fits(place, marker)); found.length < 4;) {
        const isTaken = (some: readonly StringPlace[]) => output(fill(some, () => marker)) !== undefined
        const taken = placesTaken(`${under.name} ${name} ${found.length}`, rest, isTaken)
        const own = taken.filter((place) => fits(place, markerOf(0)))
        const shown = output(fill(own, markerOf)) ?? ''
        const hidden = own.filter((_, index) => !shown.includes(markerOf(index)))
        if (found.length > 0 && hidden.length === own.length) break
        found.push(taken)
        rest = rest.filter((place) => !taken.includes(place) || hidden.includes(place))
      }
      return found
    }
    const [all = [], ...hidden] = sets()

    test.each(texts)('every place gives %j back', (text) => {
      // What is hidden is of one pipeline with what hides it: YAML's own words are enough there.
      for (const [index, set] of (/^\w+$/.test(text) ? [all, ...hidden] : [all]).entries()) {
        const both = [marker, text]
        const isTaken = (some: readonly StringPlace[]) =>
          both.every((one) => output(fill(some, () => one)) !== undefined)
        const fitting = set.filter((place) => fits(place, text))
        const filled = placesTaken(`${under.name} ${name} ${index} ${text}`, fitting, isTaken)
        if (index === 0) expect(filled.length).toBeGreaterThan(3)
        const [before, after] = both.map((one) => output(fill(filled, () => one))!)
        expect(differs(before!, after!, text, marker)).toBeUndefined()
        if (schemasMissing() || text !== 'true') continue
        for (const { value } of parseYamlDocuments(after!)) {
          const object = JSON.parse(toJson(value)) as KubernetesObject
          expect([object.kind, validatorFor(newestMinor)(object)]).toEqual([object.kind, []])
        }
      }
    })
  })

  /** In the sets above each of them hides what the chart would have made in its place, and so others. */
  test.each(scenariosOf(under))(
    '$name: the name of what an operator brings stays a text, each alone',
    ({ args }) => {
      const given = valuesGiven(args)[0] ?? {}
      const seed = 'secretSeed' in defaults ? { secretSeed: '0123456789abcdef' } : {}
      const places = stringPlaces(under.chart, merged(defaults, given) as Values)
      for (const place of places.filter((one) => /existing/i.test(one.join('.')))) {
        const [before, after] = [marker, 'true'].map((text) => {
          const values = merged(withText(given, place, text), seed) as Values
          if (!takes(merged(defaults, values))) return undefined
          return printed(under, args, values)
        })
        if (before === undefined) continue
        expect(differs(before, after!, 'true', marker), place.join('.')).toBeUndefined()
      }
    },
  )
})

function printed(
  { name, chart }: ChartUnderTest,
  args: readonly string[],
  values: Values,
): string | undefined {
  const run = inProcessHelm(['template', name, chart, ...args, '-f', '-'], JSON.stringify(values))
  // What the chart makes differs from run to run: certificates (-----BEGIN in base64), passwords.
  return run.exitCode === 0
    ? run.stdout.replaceAll(/LS0tLS1CRUdJTi[\w+/=]+/g, 'PEM').replaceAll(/\b[0-9a-f]{32}\b/g, 'MADE')
    : undefined
}
