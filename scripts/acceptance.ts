// npm run acceptance [-- <platform>…] [--all]: each item of the platforms' documents with its class, the tests
// that name it and their result. Fails when a test fails, when an item has no test, and when a test names an
// item that is not listed. Items stand in platforms/<name>/acceptance.json.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../test/support/repository.ts'
import {
  report,
  resultsOf,
  unknownIds,
  type AcceptanceItem,
  type RanTest,
} from './support/acceptance-report.ts'

const args = process.argv.slice(2)
const all = args.includes('--all')
const wanted = args.filter((arg) => !arg.startsWith('--'))
const platforms = fs
  .readdirSync(path.join(root, 'platforms'))
  .filter((name) => fs.existsSync(path.join(root, 'platforms', name, 'acceptance.json')))
  .filter((name) => wanted.length === 0 || wanted.includes(name))

const tests = run(platforms.map((name) => `platforms/${name}/test`))
let wrong = 0
let shown = 0
for (const name of platforms) {
  const file = path.join(root, 'platforms', name, 'acceptance.json')
  const items = JSON.parse(fs.readFileSync(file, 'utf8')) as AcceptanceItem[]
  const results = resultsOf(items, tests)
  const unknown = unknownIds(items, tests)
  console.log([`\n${name}`, ...report(results, all)].join('\n'))
  for (const id of unknown)
    console.log(`${id}  is named by a test, but not listed in platforms/${name}/acceptance.json`)
  wrong += unknown.length + results.filter(({ result }) => result !== 'passed').length
  shown += results.length
}
console.log(`\n${shown} items of ${platforms.length} platforms, ${wrong} not shown`)
process.exitCode = wrong > 0 || platforms.length === 0 ? 1 : 0

/** Every test of the folders, by its full name. */
function run(folders: readonly string[]): RanTest[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'acceptance-'))
  const output = path.join(folder, 'results.json')
  spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...folders, '--reporter=json', `--outputFile=${output}`],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const { testResults } = JSON.parse(fs.readFileSync(output, 'utf8')) as {
    testResults: {
      name: string
      status: string
      message: string
      assertionResults: { fullName: string; status: string }[]
    }[]
  }
  fs.rmSync(folder, { recursive: true })
  return testResults.flatMap(({ name, message, assertionResults }) =>
    // A file that cannot be read runs no test: all that it would have shown is not shown.
    assertionResults.length > 0
      ? assertionResults.map(({ fullName, status }) => ({ name: fullName, status }))
      : [{ name: `${name}: ${message}`, status: 'failed' }],
  )
}
