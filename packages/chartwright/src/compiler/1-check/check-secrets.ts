import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  isGenerated,
  isGiven,
  nodeOf,
  whenOf,
  type App,
  type ContainerSpec,
  type ExprNode,
  type SecretPart,
  type Site,
} from '../../author/index.ts'
import { noteAt, problem } from './problem.ts'

/** What is kept in a Secret stands nowhere that everybody may read: in no ConfigMap, in no plain variable. */
export function checkSecrets(app: App): Diagnostic[] {
  const secrets = new Map<string, SecretPart>()
  for (const part of app.parts)
    if (part.part === 'secret')
      for (const value of Object.values(part.keys)) {
        const given = isGiven(value) ? value : isGenerated(value) ? value.generated.value : value.url.instead
        const paths = new Set<string>()
        if (given) collect(given, paths)
        for (const path of paths) secrets.set(path, part)
      }
  if (secrets.size === 0) return []
  return app.parts.flatMap((part) => {
    if (part.part === 'config') return told(part.files, `the ConfigMap "${part.name}"`, part.at, secrets)
    if (part.part === 'object' && part.kind === 'ConfigMap')
      return told(part.fields, `the ConfigMap "${part.component}"`, part.at, secrets)
    if (part.part !== 'workload') return []
    const beside = Object.entries({ ...part.spec.sidecars, ...part.spec.initContainers })
    const containers: [string, ContainerSpec][] = [
      [part.name, part.spec],
      ...beside.map(([name, one]): [string, ContainerSpec] => [
        name,
        (whenOf(one)?.then ?? one) as ContainerSpec,
      ]),
    ]
    return containers.flatMap(([name, { env = {}, command, args }]) => [
      ...Object.entries(env).flatMap(([variable, value]) =>
        told(value, `the variable ${variable} of "${name}"`, part.at, secrets),
      ),
      ...told([command, args], `the command of "${name}"`, part.at, secrets),
    ])
  })
}

function told(
  value: unknown,
  where: string,
  at: Site | undefined,
  secrets: ReadonlyMap<string, SecretPart>,
): Diagnostic[] {
  const found = new Set<string>()
  collect(value, found)
  return [...found].flatMap((path) => {
    const secret = secrets.get(path)
    if (!secret) return []
    return [
      problem(
        'secret-in-config',
        at,
        `${where} holds $.${path} in the clear, which the Secret "${secret.name}" keeps`,
        {
          notes: [noteAt(secret.at, `the Secret "${secret.name}" is described here`)],
          hint: 'give the variable key(…) of the Secret, or mount the Secret as files',
        },
      ),
    ]
  })
}

/** The values that a text shows. What only decides whether it is there is not shown. */
function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  const node = nodeOf(value)
  if (node) return collectNode(node, found)
  const conditional = whenOf(value)
  if (conditional) {
    collect(conditional.then, found)
    collect(conditional.otherwise, found)
    return
  }
  if ('secret' in value || 'podField' in value || 'resourceField' in value) return
  for (const inner of Object.values(value)) collect(inner, found)
}

function collectNode(node: ExprNode, found: Set<string>): void {
  if (node.e === 'value') found.add(node.path.join('.'))
  if (node.e === 'call' && node.fn !== 'sha256') for (const arg of node.args) collectNode(arg, found)
}
