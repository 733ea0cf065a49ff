// npm run removals:items -- <platform>: for each test that names an item of the platform's document, a part of chart.ts
// without which it fails, or a literal that it fails to find. Fails for an item of which no test does: a test that asks
// that something is absent fails for no part.
import { itemsMissed } from './mutate/items-missed.ts'
import { platformRemovals, type Removal } from './mutate/removals.ts'
import { platformTests } from './mutate/platform-tests.ts'
import { root } from '../test/support/repository.ts'

const [name = 'dagu'] = process.argv.slice(2)
const platform = await platformRemovals(name)
const tests = await platformTests(name, `${root}/charts/${name}`)
const shown = await itemsMissed(name, platform, tests, ({ name: test, without }) =>
  console.log(`${test}\n  fails ${damage(without!)}`),
)
platform.close()
tests.close()
for (const { name: test, without } of shown)
  if (!without) console.log(`${test}\n  fails without no part of chart.ts`)
const missed = shown.filter(({ without }) => without)
const items = new Set(missed.flatMap((test) => test.items))
const all = new Set(shown.flatMap((test) => test.items))
const open = [...all].filter((item) => !items.has(item))
console.log(
  `${name}: ${missed.length} of ${shown.length} tests of items fail for a part of chart.ts, ${items.size} of ${all.size} items${open.length > 0 ? `, but none of ${open.join(', ')}` : ''}`,
)
process.exitCode = open.length > 0 || all.size === 0 ? 1 : 0

function damage({ line, text, instead }: Removal): string {
  const part = text.slice(0, 90)
  return instead === undefined
    ? `without chart.ts:${line}: ${part}`
    : `with ${instead} at chart.ts:${line} for ${part}`
}
