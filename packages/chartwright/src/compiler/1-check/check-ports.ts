import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import {
  nameOfNode,
  nodeOf,
  portsOf,
  siteOfProperty,
  toNode,
  whenOf,
  type App,
  type NamedPort,
  type Probe,
  type SidecarSpec,
  type WorkloadPart,
} from '../../author/index.ts'
import { keyOf } from '../conditions.ts'
import { noteAt, problem } from './problem.ts'

/** Ports: valid, each once, and known to the probes and Services that name them. */
export function checkPorts(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => (part.part === 'workload' ? workloadPorts(part) : []))
}

function workloadPorts(part: WorkloadPart): Diagnostic[] {
  const problems: Diagnostic[] = []
  const ports = part.spec.ports ?? {}
  const byNumber = new Map<string, string>()
  for (const { name, port } of portsOf(ports)) {
    const { number } = port
    const at = siteOfProperty(ports, name) ?? part.at
    // Kubernetes: IANA service names, at most 15 characters with a letter in them.
    if (!/^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/.test(name))
      problems.push(
        problem('port-invalid', at, `"${name}" is not a port's name: at most 15 of a-z, 0-9 and "-"`),
      )
    if (nodeOf(number)) continue
    if (!Number.isInteger(number) || Number(number) < 1 || Number(number) > 65535)
      problems.push(
        problem('port-invalid', at, `port "${name}" is ${shown(number)}; ports are numbers from 1 to 65535`),
      )
    const key = `${String(number)}/${port.protocol === 'UDP' ? 'UDP' : 'TCP'}`
    const other = byNumber.get(key)
    if (other)
      problems.push(
        problem(
          'port-duplicate',
          at,
          `ports "${other}" and "${name}" of "${part.name}" are both ${String(number)}`,
        ),
      )
    byNumber.set(key, name)
  }
  const known = (name: string, who: string, at = part.at) => {
    if (Object.hasOwn(ports, name)) return
    const nearest = suggest(name, Object.keys(ports))
    const declared = portsOf(ports).map((one) => `"${one.name}" (${portName(one)})`)
    problems.push(
      problem('port-unknown', at, `${who} uses port "${name}", but "${part.name}" has no such port`, {
        notes: [
          noteAt(
            part.at,
            declared.length > 0
              ? `${part.name} declares ${declared.join(' and ')}`
              : `${part.name} declares no ports`,
          ),
        ],
        ...(nearest !== undefined && { hint: `did you mean "${nearest}"?` }),
      }),
    )
  }
  const probes: [string, Probe | undefined][] = [
    ['the readiness probe', part.spec.ready],
    ['the liveness probe', part.spec.live],
    ['the startup probe', part.spec.startup],
  ]
  for (const [who, probe] of probes)
    if (probe && !('exec' in probe.handler))
      known('http' in probe.handler ? probe.handler.http.port : probe.handler.tcp.port, who, probe.at)
  const beside = Object.values(part.spec.sidecars ?? {}).flatMap((one) =>
    Object.keys(((whenOf(one)?.then ?? one) as SidecarSpec).ports ?? {}),
  )
  for (const { name, port } of portsOf(part.spec.expose)) {
    if (!beside.includes(name)) known(name, 'the Service')
    const { number } = port
    const own = portsOf(ports).find((one) => one.name === name)?.port.number
    if (part.spec.headless && own !== undefined && keyOf(toNode(own)) !== keyOf(toNode(number)))
      problems.push(
        problem(
          'headless-port',
          part.at,
          `the headless Service of "${part.name}" calls port "${name}" ${portName({ name, port, condition: undefined })}, but callers reach the pods themselves, which listen on ${portName({ name, port: { number: own }, condition: undefined })}`,
          { hint: `expose: { ${name}: … } with the number of ports` },
        ),
      )
    if (!nodeOf(number) && !(Number(number) >= 1 && Number(number) <= 65535))
      problems.push(
        problem(
          'port-invalid',
          siteOfProperty(part.spec.expose, name) ?? part.at,
          `the Service's port "${name}" is ${shown(number)}; ports are numbers from 1 to 65535`,
        ),
      )
  }
  return problems
}

/** A text of digits looks like the number that it is not. */
function shown(number: unknown): string {
  return typeof number === 'string' ? `the text "${number}"` : String(number)
}

function portName({ port }: NamedPort): string {
  return nodeOf(port.number) ? nameOfNode(toNode(port.number)) : String(port.number)
}
