// The texts of hostile-values.test.ts by real Helm, in all places at once: the same bytes come out as ours, and what a
// schema does not take is refused by name. Each text meets a Helm of either line in every place of every chart; which
// of a line's Helms it is takes turns.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { everyApi, hostileChart, hostileTexts } from '../support/hostile-chart.ts'
import { helmBinaries, helmBinary, helmVersionOf, newestHelmBinary, runHelm } from '../support/oracles.ts'
import { runOurs } from '../support/parity/render-ours.ts'
import { root } from '../support/repository.ts'
import { withText, type StringPlace } from '../support/string-values.ts'

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-values-'))
afterAll(() => fs.rmSync(temporary, { recursive: true }))

const lines = (['3', '4'] as const).map((line) => [helmBinary(line), newestHelmBinary(line) ?? []].flat())
const versions = new Map(helmBinaries().map((binary) => [binary, helmVersionOf(binary)]))
const newest = lines[1]!.at(-1)!

const charts = fs.readdirSync(path.join(root, 'charts'))

describe.each(charts)('charts/%s with hostile texts in real Helm', { timeout: 600_000 }, (name) => {
  const turn = charts.indexOf(name)
  const { folder, places, fits, rendered, everywhere } = hostileChart(name)
  const run = (binary: string, values: object) => {
    const file = path.join(temporary, `${name}.json`)
    fs.writeFileSync(file, JSON.stringify(values))
    const args = ['template', 'rel', folder, '-f', file, '--api-versions', everyApi.join()]
    return { args, theirs: runHelm(binary, args) }
  }

  it.each(hostileTexts.map((text, index) => ({ text, index })))(
    'gives the same bytes with all that it takes: $text',
    async ({ text, index }) => {
      const { values, places: taken } = everywhere({}, text)
      for (const line of lines) {
        const binary = line[(index + turn) % line.length]!
        const { args, theirs } = run(binary, values)
        const ours = await runOurs([...args, '--helm-version', versions.get(binary)!])
        expect(theirs.exitCode, theirs.stderr).toBe(0)
        expect(masked(ours.stdout), versions.get(binary)).toBe(masked(theirs.stdout))
      }
      expect(taken.length).toBeGreaterThan(3)
    },
  )

  it('is refused with what the schema does not take, place by place', () => {
    let count = 0
    for (const text of hostileTexts) {
      const misfits = places({}).filter((place) => !fits({}, place, text))
      const { theirs } = run(
        newest,
        misfits.reduce((values, place) => withText(values, place, text), {}),
      )
      const named = misfits.filter((place) => theirs.stderr.includes(`- at '${pointer(place)}':`))
      expect(theirs.exitCode, JSON.stringify(text)).toBe(misfits.length > 0 ? 1 : 0)
      // Where one place lies below another, or of several shapes none fits, Helm names the upper one.
      for (const place of misfits)
        if (!named.includes(place))
          expect(rendered(withText({}, place, text)), place.join('.')).toBeUndefined()
      count += named.length
    }
    expect(count).toBeGreaterThan(300)
  })
})

const pointer = (place: StringPlace) => place.map((key) => `/${key}`).join('')

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
