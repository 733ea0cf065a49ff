import path from 'node:path'
import { isMap, type GoMap, type GoValue } from '../../packages/chartwright/src/go/index.ts'
import { parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { helmBinary, runHelm } from './oracles.ts'
import { root } from './repository.ts'

export interface Rendered {
  documents: GoMap[]
  /** The document of a kind and name. */
  one(kind: string, name: string): GoMap
  all(kind: string): GoMap[]
}

/**
 * A platform's chart, rendered by real Helm 4 as `helm install <name> <chart> --namespace <namespace> …` would.
 * `<NAME>_CHART` names another build of it, as the line-removal check does.
 */
export function platformUnderTest(name: string, namespace = 'default') {
  const variable = `${name.toUpperCase().replaceAll('-', '_')}_CHART`
  const chart = process.env[variable] ?? path.join(root, 'charts', name)
  const helm = (args: string[]) => runHelm(helmBinary('4'), args)
  const template = (args: string[]) => helm(['template', name, chart, '--namespace', namespace, ...args])
  return {
    chart,
    helm,
    /** Throws what Helm says when it refuses. */
    render(...args: string[]): Rendered {
      const run = template(args)
      if (run.exitCode !== 0) throw new Error(run.stderr)
      return rendered(parseYamlDocuments(run.stdout).map(({ value }) => value as GoMap))
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

function rendered(documents: GoMap[]): Rendered {
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

/** As plain JSON, for comparing. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown
