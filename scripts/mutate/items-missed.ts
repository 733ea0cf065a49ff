import fs from 'node:fs'
import path from 'node:path'
import { inProcessHelm } from '../../test/support/in-process-helm.ts'
import { root } from '../../test/support/repository.ts'
import type { AcceptanceItem } from '../support/acceptance-report.ts'
import type { PlatformTests } from './platform-tests.ts'
import type { platformRemovals, Removal } from './removals.ts'

/** A test that names an item of the platform's document, and the part of chart.ts without which, or with another in whose place, it fails. */
export interface ItemTest {
  name: string
  items: string[]
  without?: Removal
}

/**
 * For each test that names an item, a part of chart.ts whose removal it fails. The shortest parts are tried first, so
 * that it is a line of its own where there is one; a chart that renders nothing any more shows nothing of a test.
 * What is left is tried with literals that are changed: arguments cannot be taken away.
 */
export async function itemsMissed(
  name: string,
  platform: Awaited<ReturnType<typeof platformRemovals>>,
  tests: PlatformTests,
  found: (shown: ItemTest) => void,
): Promise<ItemTest[]> {
  const list = path.join(root, 'platforms', name, 'acceptance.json')
  const ids = (JSON.parse(fs.readFileSync(list, 'utf8')) as AcceptanceItem[]).map(({ id }) => id)
  const idsIn = (text: string) => ids.filter((id) => new RegExp(`\\b${id}\\b`).test(text))
  const chart = path.join(root, 'charts', name)
  const undamaged = await tests.runAll(chart, (test) => idsIn(test).length > 0)
  const shown = [...undamaged.keys()].map((test): ItemTest => ({ name: test, items: idsIn(test) }))
  const open = new Map(shown.map((one) => [one.name, one]))
  const rows = ({ text, line }: Removal) => [Math.ceil(text.length / 100), (line * 7919) % 1009] as const
  const shortestFirst = platform.removals.toSorted((a, b) => {
    const [[ownRows, own], [otherRows, other]] = [rows(a), rows(b)]
    return ownRows - otherRows || own - other
  })
  for (const removal of [...shortestFirst, ...platform.changes]) {
    if (open.size === 0) break
    const rebuilt = await platform.rebuilt(removal)
    if (typeof rebuilt === 'string') continue
    // Under another name nothing has the name that any test asks for.
    if (nameOf(rebuilt.chart) !== nameOf(chart)) continue
    if (inProcessHelm(['template', 'rel', rebuilt.chart]).exitCode !== renders(chart)) continue
    for (const [test, result] of await tests.runAll(rebuilt.chart, (one) => open.has(one))) {
      if (result !== 'failed') continue
      const one = open.get(test)!
      one.without = removal
      open.delete(test)
      found(one)
    }
  }
  return shown
}

const nameOf = (chart: string) =>
  /^name: (.*)$/m.exec(fs.readFileSync(path.join(chart, 'Chart.yaml'), 'utf8'))![1]

const renders = (chart: string) => inProcessHelm(['template', 'rel', chart]).exitCode
