import path from 'node:path'
import { isMap, type GoMap, type GoValue } from '../../packages/chartwright/src/go/index.ts'
import { inProcessHelm, rendersInProcess } from './in-process-helm.ts'
import { helmBinary, runHelm } from './oracles.ts'
import { valuesPrinted } from './printed-objects.ts'
import { root } from './repository.ts'

export interface Rendered {
  documents: GoMap[]
  /** The one document of a kind and name. */
  one(kind: string, name: string): GoMap
  all(kind: string): GoMap[]
  names(kind: string): string[]
  /** A value below a workload's pod: `pod('web', 'containers.0.image')`. */
  pod(workload: string, dotted?: string): unknown
  /** The environment of a workload's first container: the value, or what stands in `valueFrom`. */
  env(workload: string): Record<string, unknown>
}

/**
 * A platform's chart, rendered by real Helm 4 as `helm install <name> <chart> --namespace <namespace> …` would.
 * `<NAME>_CHART` names another build of it, and `CHARTWRIGHT_TEST_ENGINE=ours` renders with our engine, as
 * `npm run removals` and `npm run mutate` do.
 */
export function platformUnderTest(name: string, namespace = 'default') {
  const chart = process.env[chartVariable(name)] ?? path.join(root, 'charts', name)
  const helm = (args: string[]) => (rendersInProcess() ? inProcessHelm(args) : runHelm(helmBinary('4'), args))
  const template = (args: string[]) => helm(['template', name, chart, '--namespace', namespace, ...args])
  return {
    chart,
    helm,
    /** Throws what Helm says. */
    render(...args: string[]): Rendered {
      const run = template(args)
      if (run.exitCode !== 0) throw new Error(run.stderr)
      return rendered(valuesPrinted(run.stdout) as GoMap[])
    },
    /** What Helm says when it refuses. */
    refusal(...args: string[]): string {
      const run = template(args)
      if (run.exitCode === 0) throw new Error('Helm accepted it')
      return run.stderr
    },
    /** NOTES.txt, as an install prints it. */
    notes(...args: string[]): string {
      const run = helm(['install', name, chart, '--namespace', namespace, '--dry-run=client', ...args])
      if (run.exitCode !== 0) throw new Error(run.stderr)
      return run.stdout.slice(run.stdout.indexOf('NOTES:'))
    },
  }
}

/** The variable that names another build of a platform's chart. */
export const chartVariable = (name: string) => `${name.toUpperCase().replaceAll('-', '_')}_CHART`

function rendered(documents: GoMap[]): Rendered {
  const all = (kind: string) => documents.filter((document) => document.kind === kind)
  const one = (kind: string, name: string) => {
    const found = all(kind).filter((document) => at(document, 'metadata.name') === name)
    if (found.length !== 1) throw new Error(`${found.length} documents are ${kind} ${name}`)
    return found[0]!
  }
  const workload = (name: string) =>
    documents.find(
      (document) =>
        ['Deployment', 'StatefulSet'].includes(document.kind as string) &&
        at(document, 'metadata.name') === name,
    )
  const pod = (name: string, dotted?: string) => {
    const found = at(workload(name), 'spec.template.spec')
    if (found === undefined) throw new Error(`no workload is called ${name}`)
    return plain(dotted === undefined ? found : at(found, dotted))
  }
  return {
    documents,
    all,
    one,
    names: (kind) => all(kind).map((document) => at(document, 'metadata.name') as string),
    pod,
    env(name) {
      const entries = (pod(name, 'containers.0.env') ?? []) as { name: string; value?: string }[]
      return Object.fromEntries(
        entries.map(({ name: variable, ...entry }) => [
          variable,
          entry.value ?? (entry as { valueFrom?: unknown }).valueFrom,
        ]),
      )
    },
  }
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

export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown
