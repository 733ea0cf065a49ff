import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { EmittedChart } from '../../packages/chartwright/src/compiler/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { helmBinary, runHelm, type HelmLine } from './oracles.ts'
import type { KubernetesObject } from './validate-manifest.ts'

export interface HelmOptions {
  values?: object
  /** APIs that the cluster has, beside Kubernetes' own. */
  apis?: readonly string[]
  line?: HelmLine
}

/** An object as Kubernetes' client reads it. */
export type Rendered = KubernetesObject & { spec?: unknown; data?: Record<string, string> }

/** A chart that a test compiled, rendered by real Helm. */
export function onHelm(chart: EmittedChart) {
  const run = (command: readonly string[], { values = {}, apis = [], line = '4' }: HelmOptions) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-emitted-'))
    try {
      for (const [file, text] of chart.files) {
        fs.mkdirSync(path.dirname(path.join(folder, 'chart', file)), { recursive: true })
        fs.writeFileSync(path.join(folder, 'chart', file), text)
      }
      fs.writeFileSync(path.join(folder, 'values.json'), JSON.stringify(values))
      const given = [
        '--values',
        path.join(folder, 'values.json'),
        ...apis.map((api) => `--api-versions=${api}`),
      ]
      const [verb, ...flags] = command
      return runHelm(helmBinary(line), [verb!, 'rel', path.join(folder, 'chart'), ...given, ...flags])
    } finally {
      fs.rmSync(folder, { recursive: true, force: true })
    }
  }
  return {
    /** What Helm prints; throws what it says when it refuses. */
    text(options: HelmOptions = {}): string {
      const { exitCode, stdout, stderr } = run(['template'], options)
      if (exitCode !== 0) throw new Error(stderr)
      return stdout
    },
    objects(options: HelmOptions = {}): Rendered[] {
      return parseYamlDocuments(this.text(options))
        .filter(({ value }) => value !== null)
        .map(({ value }) => JSON.parse(toJson(value)) as Rendered)
    },
    /** What Helm says when it refuses. */
    refusal(options: HelmOptions = {}): string {
      const { exitCode, stderr } = run(['template'], options)
      if (exitCode === 0) throw new Error('Helm accepted it')
      return stderr
    },
    notes(options: HelmOptions = {}): string {
      const flags = options.line === '3' ? ['--dry-run'] : ['--dry-run=client']
      const { exitCode, stdout, stderr } = run(['install', ...flags], { ...options, apis: [] })
      if (exitCode !== 0) throw new Error(stderr)
      return stdout.slice(stdout.indexOf('NOTES:'))
    },
  }
}
