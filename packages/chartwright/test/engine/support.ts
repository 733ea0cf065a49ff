import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import {
  type HelmVersion,
  HelmError,
  loadChart,
  mergeValueOptions,
  printManifests,
  resolveHelmVersion,
} from '../../src/chart/index.ts'
import { renderChart } from '../../src/engine/index.ts'
import { nodeFileSystem, nodeHost } from '../../src/io/node.ts'

export interface Printed {
  stdout: string
  /** The whole message, without the advice to use --debug. */
  error: string
}

/** Every Helm at hand, with our table's row for it. */
export const helms: { name: string; binary: string; version: HelmVersion }[] = helmBinaries().map(
  (binary) => {
    const name = helmVersionOf(binary)
    return { name, binary, version: resolveHelmVersion(name)! }
  },
)

/** Runs a test's body on a folder that holds the files, and removes it. */
export function withChart<T>(files: Record<string, string>, body: (folder: string) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-engine-'))
  try {
    const all = { 'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: "7"\n', ...files }
    for (const [name, text] of Object.entries(all)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      fs.writeFileSync(path.join(folder, name), text)
    }
    return body(folder)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

export function printedByHelm(binary: string, folder: string): Printed {
  const { stdout, stderr, exitCode } = runHelm(binary, ['template', 'web', folder])
  return { stdout, error: exitCode === 0 ? '' : withoutAdvice(stderr) }
}

export function printedByUs(version: HelmVersion, folder: string): Printed {
  try {
    const chart = loadChart(nodeFileSystem, folder, { version })
    const values = mergeValueOptions({}, { fileSystem: nodeFileSystem, version })
    const release = { name: 'web', namespace: 'default' }
    const render = renderChart(chart, values, { host: nodeHost, release, version })
    return { stdout: printManifests(render, { version }), error: '' }
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    return { stdout: '', error: withoutAdvice(`Error: ${error.message}`) }
  }
}

function withoutAdvice(text: string): string {
  const errors = text.slice(Math.max(0, text.indexOf('Error: ')))
  return errors.split('\n\nUse --debug')[0]!.trim()
}
