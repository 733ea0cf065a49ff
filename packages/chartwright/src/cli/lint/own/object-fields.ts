import type { Diagnostic } from '../../../diagnostics/index.ts'
import { isMap, mapOf, type GoMap, type GoValue } from '../../../go/index.ts'
import type { RenderedObject } from './rendered-objects.ts'

/** Where the pods of Kubernetes' own workloads are described. */
const podPaths: Record<string, string> = {
  'v1 Pod': 'spec',
  'apps/v1 Deployment': 'spec.template.spec',
  'apps/v1 StatefulSet': 'spec.template.spec',
  'apps/v1 DaemonSet': 'spec.template.spec',
  'apps/v1 ReplicaSet': 'spec.template.spec',
  'batch/v1 Job': 'spec.template.spec',
  'batch/v1 CronJob': 'spec.jobTemplate.spec.template.spec',
}

/** Fields that the API server certainly refuses: a number where only a text may stand, and the other way round. */
export function fieldFindings(object: RenderedObject): Diagnostic[] {
  const { value, apiVersion, kind } = object
  const known = `${apiVersion} ${kind}`
  const findings: Diagnostic[] = []
  const texts = (path: string, of: GoValue | undefined) => findings.push(...notTexts(object, path, of))
  const number = (path: string, of: GoValue | undefined) => findings.push(...notNumber(object, path, of))

  for (const name of ['labels', 'annotations']) texts(`metadata.${name}`, at(value, `metadata.${name}`))
  if (known === 'v1 ConfigMap') texts('data', value.data)
  if (known === 'v1 Secret') for (const name of ['data', 'stringData']) texts(name, value[name])
  if (known === 'v1 Service')
    for (const [i, port] of listAt(value, 'spec.ports')) number(`spec.ports[${i}].port`, port.port)
  const podPath = podPaths[known]
  if (podPath === undefined) return findings
  number('spec.replicas', at(value, 'spec.replicas'))
  texts(podPath.replace(/spec$/, 'metadata.labels'), at(value, podPath.replace(/spec$/, 'metadata.labels')))
  texts(
    podPath.replace(/spec$/, 'metadata.annotations'),
    at(value, podPath.replace(/spec$/, 'metadata.annotations')),
  )
  texts(`${podPath}.nodeSelector`, at(value, `${podPath}.nodeSelector`))
  for (const list of ['containers', 'initContainers'])
    for (const [i, container] of listAt(value, `${podPath}.${list}`)) {
      const place = `${podPath}.${list}[${i}]`
      for (const name of ['command', 'args']) texts(`${place}.${name}`, container[name])
      for (const [j, env] of listAt(container, 'env')) texts(`${place}.env[${j}]`, only(env, 'value'))
      for (const [j, port] of listAt(container, 'ports'))
        number(`${place}.ports[${j}].containerPort`, port.containerPort)
    }
  return findings
}

/** The entries of a map or list that are neither texts nor null, which Go reads as an empty text. */
function notTexts(object: RenderedObject, path: string, of: GoValue | undefined): Diagnostic[] {
  const entries = Array.isArray(of)
    ? of.map((value, i) => [`${path}[${i}]`, value] as const)
    : isMap(of)
      ? Object.entries(of).map(([key, value]) => [`${path}.${key}`, value] as const)
      : []
  return entries
    .filter(([, value]) => typeof value === 'number' || typeof value === 'boolean')
    .map(([place, value]) => ({
      code: 'lint-text-unquoted',
      severity: 'warning',
      message: `${place} of ${object.kind} ${object.name} is ${String(value)}, which YAML reads as a ${typeof value}; Kubernetes takes only a text there`,
      notes: [{ message: `rendered by ${object.path}` }],
      hint: 'end the action with "| quote"',
    }))
}

function notNumber(object: RenderedObject, path: string, of: GoValue | undefined): Diagnostic[] {
  if (of === undefined || typeof of === 'number') return []
  if (of === null && path === 'spec.replicas') return []
  const is = of === null ? 'empty' : typeof of === 'string' ? `the text ${JSON.stringify(of)}` : 'no number'
  return [
    {
      code: 'lint-number-missing',
      severity: 'warning',
      message: `${path} of ${object.kind} ${object.name} is ${is}; Kubernetes takes only a whole number there`,
      notes: [{ message: `rendered by ${object.path}` }],
      hint: of === null ? 'set the value that the template prints here' : 'print it without quotes',
    },
  ]
}

function only(map: GoMap, key: string): GoMap {
  return mapOf(Object.hasOwn(map, key) ? [[key, map[key]!]] : [])
}

function at(map: GoValue, path: string): GoValue | undefined {
  let value: GoValue | undefined = map
  for (const key of path.split('.')) value = isMap(value) ? value[key] : undefined
  return value
}

function listAt(map: GoMap, path: string): [number, GoMap][] {
  const list = at(map, path)
  return Array.isArray(list)
    ? list.flatMap((item, i) => (isMap(item) ? [[i, item] as [number, GoMap]] : []))
    : []
}
