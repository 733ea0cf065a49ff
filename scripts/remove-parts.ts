// npm run removals -- <platform> [from] [to]: takes away one property or list item of chart.ts at a time and says
// which removals no test notices. A sentence of the document is shown only if its line is missed when gone.
import { platformRemovals } from './mutate/removals.ts'
import { platformTests } from './mutate/platform-tests.ts'
import { root } from '../test/support/repository.ts'

const [name = 'dagu', from = '0', to = '100000'] = process.argv.slice(2)
const platform = await platformRemovals(name)
const tests = await platformTests(name, `${root}/charts/${name}`)
const started = performance.now()
const removals = platform.removals.slice(Number(from), Number(to))
const counts = { compiler: 0, tests: 0, nothing: 0, crashed: 0, survived: 0 }
for (const removal of removals) {
  const rebuilt = await platform.rebuilt(removal)
  const outcome =
    typeof rebuilt === 'string' ? rebuilt : (await tests.judge(rebuilt.chart)) ? 'tests' : 'survived'
  counts[outcome]++
  if (outcome !== 'compiler' && outcome !== 'tests')
    console.log(`${outcome}: chart.ts:${removal.line}: ${removal.text.slice(0, 90)}`)
}
platform.close()
tests.close()
console.log(
  `${removals.length} removals: ${counts.compiler} stop the build, ${counts.tests} fail a test, ${counts.nothing} change nothing, ${counts.crashed} crash the build, ${counts.survived} go unnoticed; ${Math.round((performance.now() - started) / removals.length)} ms each`,
)
process.exitCode = counts.survived + counts.crashed > 0 ? 1 : 0
