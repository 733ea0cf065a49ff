// npm run removals -- <platform> [from] [to]: takes away one property or list item of chart.ts at a time and says
// which removals no test notices. A sentence of the document is shown only if its line is missed when gone.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parse, type Node } from 'acorn'
import { nodeFileSystem } from '../packages/chartwright/src/io/node.ts'
import { buildPlatform } from '../packages/chartwright/src/cli/platform/build-platform.ts'
import { stripTypes } from '../packages/chartwright/src/cli/platform/strip-types.ts'
import { filesBelow } from '../packages/chartwright/src/cli/platform/replace-folder.ts'
import { root } from '../test/support/repository.ts'
import { platformTests } from './mutate/platform-tests.ts'

const [name = 'dagu', from = '0', to = '100000'] = process.argv.slice(2)
const platform = path.join(root, 'platforms', name)
const text = fs.readFileSync(path.join(platform, 'chart.ts'), 'utf8')
const work = fs.mkdtempSync(path.join(root, 'node_modules/.cache/removals-'))
const source = path.join(work, 'platform')
fs.cpSync(platform, source, { recursive: true, filter: (file) => !file.includes(`${path.sep}test`) })
const original = new Map(filesBelow(nodeFileSystem, path.join(root, 'charts', name)))

const tests = await platformTests(name, path.join(root, 'charts', name))
const started = performance.now()
const removals = (await removable(text)).slice(Number(from), Number(to))
const counts = { compiler: 0, tests: 0, nothing: 0, crashed: 0, survived: 0 }
for (const [start, end] of removals) {
  fs.writeFileSync(path.join(source, 'chart.ts'), text.slice(0, start) + text.slice(end))
  const outcome = await tryOut()
  counts[outcome]++
  if (outcome !== 'compiler' && outcome !== 'tests') {
    const line = text.slice(0, start).split('\n').length
    console.log(`${outcome}: chart.ts:${line}: ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 90)}`)
  }
}
fs.rmSync(work, { recursive: true })
tests.close()
console.log(
  `${removals.length} removals: ${counts.compiler} stop the build, ${counts.tests} fail a test, ${counts.nothing} change nothing, ${counts.crashed} crash the build, ${counts.survived} go unnoticed; ${Math.round((performance.now() - started) / removals.length)} ms each`,
)
process.exitCode = counts.survived + counts.crashed > 0 ? 1 : 0

async function tryOut(): Promise<keyof typeof counts> {
  const out = path.join(work, 'chart')
  fs.rmSync(out, { recursive: true, force: true })
  let built: Awaited<ReturnType<typeof buildPlatform>>
  try {
    built = await buildPlatform({ platform: source, out, files: nodeFileSystem })
  } catch {
    return 'crashed'
  }
  if (!built.ok) return 'compiler'
  const now = filesBelow(nodeFileSystem, out)
  const same = [...now].every(
    ([file, data]) => Buffer.compare(data, original.get(file) ?? Buffer.alloc(0)) === 0,
  )
  if (same && now.size === original.size) return 'nothing'
  return (await tests.judge(out)) ? 'tests' : 'survived'
}

/** The ranges of properties and list items, each with its comma. Types are blanked, so offsets stay. */
async function removable(code: string): Promise<[number, number][]> {
  const stripped = await stripTypes('chart.ts', code)
  if (!stripped.ok) throw new Error(os.EOL)
  const ranges: [number, number][] = []
  const visit = (node: Node & Record<string, unknown>) => {
    const parts =
      node.type === 'ObjectExpression'
        ? node.properties
        : node.type === 'ArrayExpression'
          ? node.elements
          : []
    for (const part of parts as Node[]) {
      const comma = /^\s*,/.exec(code.slice(part.end))?.[0].length ?? 0
      ranges.push([part.start, part.end + comma])
    }
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof (child as Node | undefined)?.type === 'string')
          visit(child as Node & Record<string, unknown>)
  }
  visit(
    parse(stripped.value, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node &
      Record<string, unknown>,
  )
  return ranges
}
