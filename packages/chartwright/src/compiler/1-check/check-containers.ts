import { suggest, type Diagnostic } from '../../diagnostics/index.ts'
import { nodeOf, portsOf, type App, type Probe, type WorkloadPart } from '../../author/index.ts'
import { containersOf, type Container } from './containers.ts'
import { problem } from './problem.ts'

/** The containers of a pod share its names and ports: each is there once, and probes name what is there. */
export function checkContainers(app: App): Diagnostic[] {
  return app.parts.flatMap((part) => {
    if (part.part !== 'workload') return []
    const all = containersOf(part)
    return [
      ...names(part, all),
      ...ports(part, all),
      ...all.slice(1).flatMap((one) => probes(part, one)),
      ...all.flatMap((one) => variables(part, one)),
    ]
  })
}

function names(part: WorkloadPart, all: readonly Container[]): Diagnostic[] {
  return all.slice(1).flatMap(({ name }, index) => {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
      return [
        problem('name-invalid', part.at, `"${name}", a container of "${part.name}", is not a DNS label`, {
          hint: 'lower-case letters, digits and "-", at most 63',
        }),
      ]
    if (!all.slice(0, index + 1).some((before) => before.name === name)) return []
    return [problem('name-duplicate', part.at, `"${part.name}" has two containers named "${name}"`)]
  })
}

function ports(part: WorkloadPart, all: readonly Container[]): Diagnostic[] {
  const listed = all
    .filter(({ role }) => role !== 'first')
    .flatMap((container) =>
      portsOf(container.spec.ports).map(({ name, port, condition }) => ({
        container: container.name,
        name,
        maybe: container.condition !== undefined || condition !== undefined,
        number: nodeOf(port.number) ? undefined : `${String(port.number)}/${port.protocol ?? 'TCP'}`,
      })),
    )
  return listed.flatMap((one, index) =>
    listed
      .slice(0, index)
      .filter((other) => other.container !== one.container && !(one.maybe && other.maybe))
      .flatMap((other) => {
        const same = other.name === one.name ? `are both called "${one.name}"` : `are both ${one.number}`
        if (other.name !== one.name && (one.number === undefined || other.number !== one.number)) return []
        const message = `ports of "${other.container}" and "${one.container}", containers of "${part.name}", ${same}`
        return [problem('port-duplicate', part.at, message)]
      }),
  )
}

function probes(part: WorkloadPart, { name, spec }: Container): Diagnostic[] {
  const known = portsOf(spec.ports).map((one) => one.name)
  const all: [string, Probe | undefined][] = [
    ['readiness', spec.ready],
    ['liveness', spec.live],
    ['startup', spec.startup],
  ]
  return all.flatMap(([which, probe]) => {
    if (!probe || 'exec' in probe.handler) return []
    const port = 'http' in probe.handler ? probe.handler.http.port : probe.handler.tcp.port
    if (known.includes(port)) return []
    const nearest = suggest(port, known)
    const message = `the ${which} probe of "${name}" uses port "${port}", but it has no such port`
    return [
      problem('port-unknown', probe.at ?? part.at, message, {
        ...(nearest !== undefined && { hint: `did you mean "${nearest}"?` }),
      }),
    ]
  })
}

/** Kubernetes' rule for names of variables, which shells read more strictly. */
function variables(part: WorkloadPart, { name, spec }: Container): Diagnostic[] {
  return Object.keys(spec.env ?? {}).flatMap((variable) =>
    /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(variable)
      ? []
      : [problem('name-invalid', part.at, `"${variable}" of "${name}" is not the name of a variable`)],
  )
}
