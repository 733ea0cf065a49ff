// Texts that YAML takes for something else, in every place of every chart that takes them, all at once: each comes out
// as the same text, and every object is still one that Kubernetes takes. hostile-values.test.ts does it place by place.
import fs from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { differs } from '../support/compare-texts.ts'
import { inProcessHelm } from '../support/in-process-helm.ts'
import { newestMinor, schemasMissing } from '../support/kubernetes-schemas.ts'
import { defaultsOf, scenariosOf, valuesGiven, type Values } from '../support/scenarios.ts'
import { merged, placesTaken, stringPlaces, withText, type StringPlace } from '../support/string-values.ts'
import { validatorFor, type KubernetesObject } from '../support/validate-manifest.ts'

const marker = 'marker'
const texts = ['true', '1e3', `it's: "quoted" # so`, 'two\nlines: {{ x }}\n']

describe.each(chartsUnderTest())('charts/$name', (under) => {
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
    const output = (values: Values): string | undefined => {
      const run = inProcessHelm(
        ['template', under.name, under.chart, ...args, '-f', '-'],
        JSON.stringify(values),
      )
      // Certificates that the chart makes differ from run to run: -----BEGIN in base64.
      return run.exitCode === 0 ? run.stdout.replaceAll(/LS0tLS1CRUdJTi[\w+/=]+/g, 'PEM') : undefined
    }

    test.each(texts)('every place gives %j back', (text) => {
      const fill = (some: readonly StringPlace[], one: string) =>
        some.reduce((values, place) => withText(values, place, one), given)
      const isTaken = (some: readonly StringPlace[]) =>
        [marker, text].every((one) => output(fill(some, one)) !== undefined)
      const fitting = places.filter((place) =>
        [marker, text].every((one) => takes(merged(defaults, fill([place], one)))),
      )
      const filled = placesTaken(`${under.name} ${name} ${text}`, fitting, isTaken)
      expect(filled.length).toBeGreaterThan(3)
      const after = output(fill(filled, text))!
      expect(differs(output(fill(filled, marker))!, after, text, marker)).toBeUndefined()
      if (schemasMissing() || text !== 'true') return
      for (const { value } of parseYamlDocuments(after)) {
        const object = JSON.parse(toJson(value)) as KubernetesObject
        expect([object.kind, validatorFor(newestMinor)(object)]).toEqual([object.kind, []])
      }
    })
  })
})
