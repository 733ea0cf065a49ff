// Rows of whole platforms: built beside cdk8s, which synthesises the same objects, and checked by TypeScript.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { toJson } from '../packages/chartwright/src/go/json.ts'
import { parseYamlDocuments } from '../packages/chartwright/src/yaml/index.ts'
import { root } from '../test/support/repository.ts'
import { summarize, timeProcesses } from './measure.ts'
import { cli, type Whole } from './whole-process.ts'

const all = fs.readdirSync(path.join(root, 'platforms'))
const folderOf = (platform: string) => path.join(root, 'platforms', platform)

export function platformRows(whole: Whole): void {
  const { table, temporary, quick } = whole
  coldBuilds(whole, ['dagu', 'deploy', 'voice-gateway'], 800)
  coldBuilds(whole, all, 1000)
  for (const platform of quick ? all.slice(0, 1) : all)
    table.add({
      what: `type-checking \`platforms/${platform}/chart.ts\` (\`tsc --extendedDiagnostics\`, total)`,
      ours: summarize(Array.from({ length: quick ? 1 : 5 }, () => typeCheck(platform, temporary))),
      bar: 1000,
    })
}

/** Platforms built one after the other in a process that has just started, beside cdk8s with what they render to. */
function coldBuilds({ table, temporary, quick, helm }: Whole, built: readonly string[], bar: number): void {
  const objects = path.join(temporary, 'objects.json')
  const rendered = built.map((name) => [name, objectsOf(name, helm)] as const)
  fs.writeFileSync(objects, JSON.stringify(Object.fromEntries(rendered)))
  const count = rendered.reduce((sum, [, manifests]) => sum + manifests.length, 0)

  const cwd = path.join(temporary, 'platforms')
  fs.mkdirSync(cwd, { recursive: true })
  const ours = { run: [process.execPath, cli, 'build', ...built.map(folderOf)], cwd }
  const synth = path.join(root, 'bench/cdk8s-synth.mjs')
  const theirs = [process.execPath, synth, objects, path.join(temporary, 'cdk8s')]
  const [seen, unseen, cdk8s] = timeProcesses(
    [ours, { ...ours, before: forgetTexts }, theirs],
    quick ? 2 : 11,
  )
  const names = built.length === all.length ? `all ${all.length} platforms` : built.join(', ')
  table.add({ what: `\`build\` of ${names} in one cold process`, ours: seen, bar })
  table.add({ what: 'the same of texts that were never built here', ours: unseen, bar })
  table.add({
    what: `the same beside cdk8s, in helm's column: synthesising their ${count} objects from plain JavaScript`,
    ours: unseen,
    theirs: cdk8s,
  })
}

/** Has the next build strip and parse the platforms' files again. V8's compiled form of our own code is kept. */
function forgetTexts(): void {
  const folder = path.join(root, 'node_modules/.cache/chartwright/platforms')
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : [])
    if (name.endsWith('.json')) fs.rmSync(path.join(folder, name))
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
