import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import {
  type HelmVersion,
  HelmError,
  type ValueOptions,
  checkDependencies,
  checkInstallable,
  checkReleaseName,
  coalesceValues,
  crdsOf,
  loadChart,
  mergeValueOptions,
  noLog,
  printManifests,
  processDependencies,
  resolveHelmVersion,
  showOnly,
  sortManifests,
  validateValues,
  chartFullPath,
  type Chart,
} from '../../src/chart/index.ts'
import { type GoMap, isMap } from '../../src/go/index.ts'
import { toJson } from '../../src/go/json.ts'
import { nodeFileSystem } from '../../src/io/node.ts'
import { installRank } from '../../src/kubernetes/index.ts'

const made: string[] = []

afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
})

/** A folder of files in the system's temporary place, removed after the tests of the file. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-chart-'))
  made.push(folder)
  for (const [name, data] of Object.entries(files)) {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, data)
  }
  return folder
}

export const chartYaml = (name = 'c', more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`

/** Every Helm at hand, with our table's row for it. */
export const helms: { binary: string; version: HelmVersion }[] = helmBinaries().map((binary) => ({
  binary,
  version: resolveHelmVersion(helmVersionOf(binary))!,
}))

export interface Case {
  files: Record<string, string | Uint8Array>
  /** Below the chart's folder, or beside it with the folder's own name left out. */
  chart?: string
  name?: string
  values?: ValueOptions
  show?: string[]
  crds?: boolean
  flags?: string[]
}

/** A template that prints all it is given, for comparing values. */
export const valuesTemplate = 'values: {{ toJson .Values | quote }}\n'

const flags: Record<keyof ValueOptions, string> = {
  files: '-f',
  set: '--set',
  setString: '--set-string',
  setJson: '--set-json',
  setFile: '--set-file',
  setLiteral: '--set-literal',
}

/** What a Helm prints for a case: the text, or what follows `Error: `. */
export function helmSays(binary: string, folder: string, given: Case): { text: string } | { error: string } {
  const args = ['template', given.name ?? 'rel', path.join(folder, given.chart ?? ''), ...(given.flags ?? [])]
  for (const [key, list] of Object.entries(given.values ?? {}))
    for (const item of list as string[]) args.push(flags[key as keyof ValueOptions], item)
  for (const pattern of given.show ?? []) args.push('-s', pattern)
  if (given.crds) args.push('--include-crds')
  const run = runHelm(binary, args, { cwd: folder })
  if (run.exitCode === 0) return { text: run.stdout }
  const error = run.stderr.slice(run.stderr.lastIndexOf('Error: ') + 'Error: '.length)
  return { error: error.replace('\n\nUse --debug flag to render out invalid YAML', '').trimEnd() }
}

/**
 * The same from here: everything `helm template` does but executing templates, of which only `valuesTemplate`
 * and plain text are understood.
 */
export function weSay(
  version: HelmVersion,
  folder: string,
  given: Case,
): { text: string; error?: undefined } | { error: string; thrown: HelmError; text?: undefined } {
  try {
    const fileSystem = {
      ...nodeFileSystem,
      readFile: (file: string) => {
        try {
          return nodeFileSystem.readFile(path.resolve(folder, file))
        } catch (error) {
          throw Object.assign(error as Error, { path: file })
        }
      },
    }
    const user = mergeValueOptions(given.values ?? {}, { fileSystem, version })
    const loaded = loadChart(nodeFileSystem, path.join(folder, given.chart ?? ''), { version })
    checkInstallable(loaded)
    checkDependencies(loaded, { version })
    checkReleaseName(given.name ?? 'rel', { version })
    const chart = processDependencies(loaded, user, { version })
    const values = coalesceValues(chart, user, { version, log: noLog, merge: false })
    validateValues(chart, values, { version })
    const files = new Map(renderedFiles(chart, values))
    const sorted = sortManifests(files, { version, rankOf: installRank })
    const text = printManifests(sorted, { version, ...(given.crds ? { crds: crdsOf(chart) } : {}) })
    return { text: given.show ? showOnly(text, given.show, { version }) : text }
  } catch (error) {
    if (error instanceof HelmError) return { error: error.message.trimEnd(), thrown: error }
    throw error
  }
}

function renderedFiles(chart: Chart, values: GoMap): [string, string][] {
  const json = JSON.stringify(toJson(values)).replaceAll('\\\\u003', '\\\\u003')
  const own = chart.templates.map((file): [string, string] => [
    `${chartFullPath(chart)}/${file.name}`,
    file.text.replace('{{ toJson .Values | quote }}', () => json),
  ])
  const below = chart.dependencies.flatMap((child) => {
    const inner = values[child.metadata.name]
    return renderedFiles(child, isMap(inner) ? inner : (values as never))
  })
  return [...own, ...below].filter(([name]) => !name.endsWith('NOTES.txt'))
}
