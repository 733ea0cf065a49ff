// Every string that a chart's schema takes, with texts that break careless templates: the same text comes out, or
// the chart refuses it. Rendered by our engine; hostile-values-helm.test.ts has all places at once by real Helm.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isMap } from '../../packages/chartwright/src/go/index.ts'
import { parseYaml, parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { differs } from '../support/compare-texts.ts'
import { hostileChart, hostileTexts } from '../support/hostile-chart.ts'
import { root } from '../support/repository.ts'
import type { Values } from '../support/scenarios.ts'
import { withText } from '../support/string-values.ts'

const marker = 'marker'
/** Those that have hurt most. */
const worst = hostileTexts.slice(0, 5)

describe.each(fs.readdirSync(path.join(root, 'charts')))(
  'charts/%s with hostile texts',
  { timeout: 600_000 },
  (name) => {
    const { places, fits, rendered, everywhere } = hostileChart(name)
    const examples = path.join(root, 'platforms', name, 'examples')
    const bases: [string, Values][] = [
      ['the defaults', {}],
      ...(fs.existsSync(examples) ? fs.readdirSync(examples) : [])
        .filter((file) => file.endsWith('.yaml'))
        .map((file): [string, Values] => [
          file,
          (parseYaml(fs.readFileSync(path.join(examples, file), 'utf8')).value ?? {}) as Values,
        ]),
    ]

    it('gives every text back in every place, or refuses it', () => {
      let count = 0
      for (const place of places({})) {
        const fitting = worst.filter((text) => fits({}, place, text))
        const benign = fitting.length > 0 ? rendered(withText({}, place, marker)) : undefined
        for (const text of fitting) {
          const output = rendered(withText({}, place, text))
          if (output === undefined) continue
          // A place that takes no marker, such as a quantity, takes texts of its own kind only.
          const difference = benign === undefined ? parses(output) : differs(benign, output, text, marker)
          expect(difference, `${place.join('.')} = ${JSON.stringify(text)}`).toBeUndefined()
          count++
        }
      }
      expect(count).toBeGreaterThan(30)
    })

    it.each(bases)('gives every text back from all places at once: %s', (_, base) => {
      expect(rendered(base)).toBeDefined()
      for (const text of worst) {
        const { places: taken } = everywhere(base, text)
        const { values: benign, places: both } = everywhere(base, marker, taken)
        const wild = both.reduce((whole, place) => withText(whole, place, text), base)
        expect(taken.length).toBeGreaterThan(3)
        expect(
          differs(rendered(benign)!, rendered(wild)!, text, marker),
          JSON.stringify(text),
        ).toBeUndefined()
      }
    })
  },
)

function parses(output: string): string | undefined {
  return parseYamlDocuments(output).every(({ value }) => value === null || isMap(value))
    ? undefined
    : 'is no list of objects'
}
