import { createHash } from 'node:crypto'
import { fixedHost, HelmError, loadFiles, renderChart } from '../../packages/chartwright/src/engine/index.ts'
import { ChartFile } from '../../packages/chartwright/src/chart/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import type { GoMap } from '../../packages/chartwright/src/go/index.ts'
import { memoryFileSystem } from '../../packages/chartwright/src/io/index.ts'
import { parseYaml, parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { reusingKeys } from '../../test/support/in-process-helm.ts'
import type { ChartText } from './mutation.ts'
import { valueSets, type Values } from './value-sets.ts'

interface Question {
  values: Values
  release: string
  apiVersions: readonly string[]
}

const apis = [
  'cert-manager.io/v1',
  'gateway.networking.k8s.io/v1',
  'keda.sh/v1alpha1',
  'monitoring.coreos.com/v1',
]

/** What a chart answers to every set of values; the undamaged chart's answers are kept. */
export function questionsOf(chart: ChartText): Question[] {
  const release = chart.name
  const named = ['rel', `${release}-long-enough-to-be-cut-off`.padEnd(53, 'x'), 'a'].map((other) => ({
    values: {},
    release: other,
    apiVersions: [],
  }))
  return [
    ...named,
    ...valueSets(chart).flatMap((values, index) =>
      index % 2 === 0 || index < 12
        ? [
            { values, release, apiVersions: [] },
            { values, release, apiVersions: apis },
          ]
        : [{ values, release, apiVersions: apis }],
    ),
  ]
}

/** The objects and the notes that a chart gives, or what it refuses with, without what is random. */
export function answerer(chart: ChartText): (question: Question) => string {
  const files = [...chart.files].map(([file, text]) => new ChartFile(file, new TextEncoder().encode(text)))
  const loaded = loadFiles(memoryFileSystem(), files)
  return ({ values, release, apiVersions }) => {
    const host = reusingKeys({ ...fixedHost(), environment: () => undefined })
    const given = parseYaml(JSON.stringify(values)).value as GoMap
    try {
      const { manifests, hooks, notes } = renderChart(loaded, given, {
        host,
        release: { name: release, namespace: 'default' },
        apiVersions,
      })
      const objects = [...manifests, ...hooks].map(({ content }) =>
        parseYamlDocuments(content).map(({ value }) => toJson(value)),
      )
      return digest(masked(JSON.stringify([objects, notes])))
    } catch (error) {
      if (!(error instanceof HelmError)) throw error
      if (error.message.includes("values don't meet the specifications of the schema")) return refusedBySchema
      // Where in a template it happened moves with every damage.
      return digest(error.message.replaceAll(/:\d+(:\d+)?/g, ''))
    }
  }
}

/** The answer to values that never reach a template. */
export const refusedBySchema = 'refused by the schema'

const digest = (text: string) => createHash('sha256').update(text).digest('base64')
const masked = (text: string) => text.replaceAll(/[A-Za-z0-9+/=]{60,}/g, '…')
