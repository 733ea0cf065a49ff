import path from 'node:path'
import { isMap, type GoMap, type GoValue } from '../../../packages/chartwright/src/go/index.ts'
import { parseYamlDocuments } from '../../../packages/chartwright/src/yaml/index.ts'
import { helmBinary, runHelm } from '../../../test/support/oracles.ts'
import { root } from '../../../test/support/repository.ts'

/** The chart under test; `DAGU_CHART` names another build of it, as the line-removal check does. */
export const chart = process.env.DAGU_CHART ?? path.join(root, 'charts/dagu')

export interface Rendered {
  documents: GoMap[]
  /** The document of a kind whose name ends so. */
  one(kind: string, name: string): GoMap
  all(kind: string): GoMap[]
}

/** Renders the chart with real Helm 4, as `helm install dagu <chart> …` would. Throws what Helm says. */
export function render(...args: string[]): Rendered {
  const run = helm(['template', 'dagu', chart, ...args])
  if (run.exitCode !== 0) throw new Error(run.stderr)
  const documents = parseYamlDocuments(run.stdout).map(({ value }) => value as GoMap)
  const all = (kind: string) => documents.filter((document) => document.kind === kind)
  return {
    documents,
    all,
    one(kind, name) {
      const found = all(kind).filter((document) => at(document, 'metadata.name') === name)
      if (found.length !== 1) throw new Error(`${found.length} documents are ${kind} ${name}`)
      return found[0]!
    },
  }
}

/** What Helm says when it refuses. */
export function refusal(...args: string[]): string {
  const run = helm(['template', 'dagu', chart, ...args])
  if (run.exitCode === 0) throw new Error('Helm accepted it')
  return run.stderr
}

/** NOTES.txt, as an install prints it. */
export function notes(...args: string[]): string {
  const run = helm(['install', 'dagu', chart, '--dry-run=client', ...args])
  if (run.exitCode !== 0) throw new Error(run.stderr)
  return run.stdout.slice(run.stdout.indexOf('NOTES:'))
}

export function helm(args: string[]) {
  return runHelm(helmBinary('4'), args)
}

/** A value below a document: `at(deployment, 'spec.template.spec.containers.0.image')`. */
export function at(value: GoValue | undefined, dotted: string): GoValue | undefined {
  let here: GoValue | undefined = value
  for (const key of dotted.split('.')) {
    if (Array.isArray(here)) here = here[Number(key)]
    else if (here !== undefined && here !== null && isMap(here)) here = here[key]
    else return undefined
  }
  return here
}

/** A workload's container. */
export function container(rendered: Rendered, name: string): GoMap {
  return at(rendered.one('Deployment', name), 'spec.template.spec.containers.0') as GoMap
}

/** Its environment by name: the value, or what stands in `valueFrom`. */
export function env(rendered: Rendered, name: string): Record<string, GoValue> {
  const entries = (container(rendered, name).env ?? []) as GoMap[]
  return Object.fromEntries(entries.map((entry) => [entry.name as string, entry.value ?? entry.valueFrom!]))
}

export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown
