// Rows of whole platforms: built beside cdk8s, which synthesises the same objects, and checked by TypeScript.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { toJson } from '../packages/chartwright/src/go/json.ts'
import { parseYamlDocuments } from '../packages/chartwright/src/yaml/index.ts'
import { root } from '../test/support/repository.ts'
import { summarize, timeProcesses } from './measure.ts'
import type { Whole } from './whole-process.ts'

const built = ['dagu', 'deploy', 'voice-gateway']
const folderOf = (platform: string) => path.join(root, 'platforms', platform)

export function platformRows(whole: Whole): void {
  const { table, temporary, quick } = whole
  const objects = path.join(temporary, 'objects.json')
  const rendered = built.map((name) => [name, objectsOf(name, whole.helm)] as const)
  fs.writeFileSync(objects, JSON.stringify(Object.fromEntries(rendered)))
  const count = rendered.reduce((sum, [, manifests]) => sum + manifests.length, 0)

  const distribution = path.join(root, 'packages/chartwright/dist/cli.js')
  const ours = [
    process.execPath,
    path.join(root, 'bench/build-platforms.mjs'),
    distribution,
    path.join(temporary, 'platforms'),
    ...built.map(folderOf),
  ]
  const theirs = [
    process.execPath,
    path.join(root, 'bench/cdk8s-synth.mjs'),
    objects,
    path.join(temporary, 'cdk8s'),
  ]
  const [cold, cdk8s] = timeProcesses([ours, theirs], quick ? 2 : 11)
  table.add({ what: `\`build\` of ${built.join(', ')} in one cold process`, ours: cold, bar: 800 })
  table.add({
    what: `the same beside cdk8s, in helm's column: synthesising their ${count} objects from plain JavaScript`,
    ours: cold,
    theirs: cdk8s,
  })
  for (const platform of quick ? built.slice(0, 1) : fs.readdirSync(path.join(root, 'platforms')))
    table.add({
      what: `type-checking \`platforms/${platform}/chart.ts\` (\`tsc --extendedDiagnostics\`, total)`,
      ours: summarize(Array.from({ length: quick ? 1 : 5 }, () => typeCheck(platform, temporary))),
      bar: 1000,
    })
}

/** What the defaults of a chart render to, hooks and all. */
function objectsOf(platform: string, helm: string): unknown[] {
  const chart = path.join(root, 'charts', platform)
  const text = execFileSync(helm, ['template', 'rel', chart], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return parseYamlDocuments(text)
    .filter(({ value }) => value !== null)
    .map(({ value }) => JSON.parse(toJson(value)) as unknown)
}

/** Milliseconds that TypeScript itself counts for one platform with all that it imports. */
function typeCheck(platform: string, temporary: string): number {
  const config = path.join(temporary, `${platform}.tsconfig.json`)
  const files = [path.join(folderOf(platform), 'chart.ts')]
  const types = { typeRoots: [path.join(root, 'node_modules/@types')] }
  fs.writeFileSync(
    config,
    JSON.stringify({ extends: path.join(root, 'tsconfig.json'), compilerOptions: types, files, include: [] }),
  )
  const tsc = path.join(root, 'node_modules/ts7/bin/tsc')
  const run = spawnSync(process.execPath, [tsc, '-p', config, '--extendedDiagnostics'], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stdout + run.stderr)
  const total = /^Total time:\s+([0-9.]+)s/m.exec(run.stdout)
  if (!total) throw new Error(`tsc printed no total time:\n${run.stdout}`)
  return Number(total[1]) * 1000
}
