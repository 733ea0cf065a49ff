// Every string that a chart's schema takes, with texts that break careless templates: the same text comes out, or
// the chart refuses it. Rendered by our engine in every place, and by real Helm with all places at once.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  fixedHost,
  HelmError,
  loadChart,
  printManifests,
  renderChart,
} from '../../packages/chartwright/src/engine/index.ts'
import { isMap, type GoMap } from '../../packages/chartwright/src/go/index.ts'
import { nodeFileSystem } from '../../packages/chartwright/src/io/node.ts'
import { parseYaml, parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { differs } from '../support/compare-texts.ts'
import { helmBinaries, helmVersionOf, runHelm } from '../support/oracles.ts'
import { runOurs } from '../support/parity/render-ours.ts'
import { root } from '../support/repository.ts'
import { stringPlaces, withText, type StringPlace } from '../support/string-values.ts'

const marker = 'marker'
const hostile = [
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
/** Those that have hurt most; the rest is for all places at once. */
const worst = hostile.slice(0, 5)
// So that optional objects are there, and no chart makes certificates of its own.
const apiVersions = [
  'cert-manager.io/v1',
  'gateway.networking.k8s.io/v1',
  'keda.sh/v1alpha1',
  'monitoring.coreos.com/v1',
]
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-values-'))
afterAll(() => fs.rmSync(temporary, { recursive: true }))

describe.each(fs.readdirSync(path.join(root, 'charts')))(
  'charts/%s with hostile texts',
  { timeout: 600_000 },
  (name) => {
    const folder = path.join(root, 'charts', name)
    const chart = loadChart(nodeFileSystem, folder)
    const examples = path.join(root, 'platforms', name, 'examples')
    const bases: [string, GoMap][] = [
      ['the defaults', {}],
      ...(fs.existsSync(examples) ? fs.readdirSync(examples) : [])
        .filter((file) => file.endsWith('.yaml'))
        .map((file): [string, GoMap] => [
          file,
          (parseYaml(fs.readFileSync(path.join(examples, file), 'utf8')).value ?? {}) as GoMap,
        ]),
    ]
    const defaults = parseYaml(fs.readFileSync(path.join(folder, 'values.yaml'), 'utf8')).value as GoMap

    const rendered = (values: GoMap): string | undefined => {
      try {
        const release = { name: 'rel', namespace: 'default' }
        // Through JSON, as a values file would come.
        const given = parseYaml(JSON.stringify(values)).value as GoMap
        return printManifests(renderChart(chart, given, { host: fixedHost(), release, apiVersions }))
      } catch (error) {
        if (error instanceof HelmError) return undefined
        throw error
      }
    }

    /** The base with a text in every place that takes it, whatever was put elsewhere. */
    const everywhere = (
      base: GoMap,
      text: string,
      among = stringPlaces(folder, { ...defaults, ...base }),
    ): { values: GoMap; places: StringPlace[] } => {
      let values = base
      // Many at once, and halves of those that are refused together.
      const taken = (places: StringPlace[]): StringPlace[] => {
        const more = places.reduce((whole, place) => withText(whole, place, text) as GoMap, values)
        if (rendered(more) !== undefined) {
          values = more
          return places
        }
        if (places.length < 2) return []
        const half = places.length >> 1
        return [...taken(places.slice(0, half)), ...taken(places.slice(half))]
      }
      const places = taken(among)
      return { values, places }
    }

    it('gives every text back in every place, or refuses it', () => {
      let count = 0
      for (const place of stringPlaces(folder, defaults)) {
        const benign = rendered(withText({}, place, marker) as GoMap)
        for (const text of worst) {
          const output = rendered(withText({}, place, text) as GoMap)
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
        const { places } = everywhere(base, text)
        const { values: benign, places: both } = everywhere(base, marker, places)
        const wild = both.reduce((whole, place) => withText(whole, place, text) as GoMap, base)
        expect(places.length).toBeGreaterThan(3)
        expect(
          differs(rendered(benign)!, rendered(wild)!, text, marker),
          JSON.stringify(text),
        ).toBeUndefined()
      }
    })

    const given = new Map<string, GoMap>()
    it.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
      'gives the same bytes as Helm %s with all that it takes',
      async (version, binary) => {
        for (const text of hostile) {
          const values = given.get(text) ?? everywhere({}, text).values
          given.set(text, values)
          const file = path.join(temporary, `${name}.json`)
          fs.writeFileSync(file, JSON.stringify(values))
          const args = ['template', 'rel', folder, '-f', file, '--api-versions', apiVersions.join()]
          const theirs = runHelm(binary, args)
          const ours = await runOurs([...args, '--helm-version', version])
          expect(theirs.exitCode, theirs.stderr).toBe(0)
          expect(masked(ours.stdout), JSON.stringify(text)).toBe(masked(theirs.stdout))
        }
      },
    )
  },
)

/** What is random in a render, left out. */
function masked(output: string): string {
  return (
    output
      .replace(/^(\s+[\w.-]+: )"?[A-Za-z0-9+/=]{32,}"?$/gm, '$1…')
      // Passwords that stand in a URL.
      .replace(/(:\/\/[^\s@]*:)[A-Za-z0-9]{32,}@/g, '$1…@')
      .replace(/checksum\S*: \S+/g, '')
  )
}

function parses(output: string): string | undefined {
  return parseYamlDocuments(output).every(({ value }) => value === null || isMap(value))
    ? undefined
    : 'is no list of objects'
}
