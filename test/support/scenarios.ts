import fs from 'node:fs'
import path from 'node:path'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { parseYaml } from '../../packages/chartwright/src/yaml/index.ts'
import type { ChartUnderTest } from './charts-under-test.ts'
import { inProcessHelm } from './in-process-helm.ts'
import type { KubeObject } from './kubernetes-objects.ts'
import { objectsPrinted } from './printed-objects.ts'
import { root } from './repository.ts'

export type Values = { [key: string]: unknown }

export interface Scenario {
  name: string
  /** The arguments after `template NAME CHART`. */
  args: string[]
}

const apis = [
  'cert-manager.io/v1',
  'gateway.networking.k8s.io/v1',
  'keda.sh/v1alpha1',
  'monitoring.coreos.com/v1',
].flatMap((api) => ['--api-versions', api])

/**
 * What rules over charts look at: the defaults on a bare cluster and on one with every API, each example, and what
 * platforms/<name>/test/everything.yaml switches on and nothing.yaml off, where a platform has them. Rendered by our
 * engine.
 */
export function scenariosOf({ name, chart, examples }: ChartUnderTest): Scenario[] {
  const own = (file: string, more: string[]) => {
    const values = path.join(root, 'platforms', name, 'test', `${file}.yaml`)
    return fs.existsSync(values) ? [{ name: file, args: ['-f', values, ...more] }] : []
  }
  return [
    { name: 'defaults', args: [] },
    { name: 'defaults, every API', args: apis },
    ...examples.map((example) => ({
      name: example,
      args: ['-f', path.join(chart, 'examples', `${example}.yaml`), ...apis],
    })),
    ...own('everything', apis),
    ...own('nothing', []),
  ]
}

const rendered = new Map<string, KubeObject[]>()

/** Charts are other ones now: `npm run mutate` damages the same folder again and again. */
export const forgetRenders = () => rendered.clear()

/** The objects of a release, shared by all who ask. Throws what Helm says when the chart refuses. */
export function objectsOf(chart: string, release: string, args: readonly string[]): KubeObject[] {
  const key = JSON.stringify([chart, release, args])
  const objects = rendered.get(key) ?? render(chart, release, args)
  rendered.set(key, objects)
  return objects
}

function render(chart: string, release: string, args: readonly string[]): KubeObject[] {
  const { stdout, stderr, exitCode } = inProcessHelm(['template', release, chart, ...args])
  if (exitCode !== 0) throw new Error(stderr)
  return objectsPrinted(stdout) as KubeObject[]
}

/** As `--set-json` for whole values. */
export const withValues = (values: Values) =>
  Object.entries(values).flatMap(([key, value]) => ['--set-json', `${key}=${JSON.stringify(value)}`])

/** The chart's own values. */
export const defaultsOf = (chart: string) =>
  JSON.parse(toJson(parseYaml(fs.readFileSync(path.join(chart, 'values.yaml'), 'utf8')).value)) as Values

/** Values with something put at a path; what lies beside it stays. */
export function put(values: Values, [key, ...rest]: readonly string[], value: unknown): Values {
  const below = values[key!]
  const inner = typeof below === 'object' && below !== null && !Array.isArray(below) ? (below as Values) : {}
  return { ...values, [key!]: rest.length === 0 ? value : put(inner, rest, value) }
}

/** What the values files among the arguments say. */
export const valuesGiven = (args: readonly string[]) =>
  args
    .filter((_, index) => args[index - 1] === '-f')
    .map((file) => JSON.parse(toJson(parseYaml(fs.readFileSync(file, 'utf8')).value)) as Values)

/** Every text that stands somewhere in a value. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
