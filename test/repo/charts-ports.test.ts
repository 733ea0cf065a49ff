// Ports, in every chart: whoever names one, a probe, a Service, a route, a policy, names one that is served.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import {
  at,
  containersOf,
  longRunning,
  mapsBelow,
  podsOf,
  selects,
  type Container,
  type KubeObject,
  type Labels,
  type Pod,
} from '../support/kubernetes-objects.ts'
import { defaultsOf, objectsOf, scenariosOf, withValues } from '../support/scenarios.ts'
import { groupsWith } from '../support/value-places.ts'

interface ServicePort {
  name: string
  port: number
  targetPort: string | number
  protocol: string
}
interface PolicyRule {
  ports?: { port: number; endPort?: number; protocol: string }[]
  from?: { podSelector?: { matchLabels: Labels } }[]
  to?: { podSelector?: { matchLabels: Labels } }[]
}

const servicesOf = (objects: readonly KubeObject[]) => objects.filter(({ kind }) => kind === 'Service')
const portsOf = (service: KubeObject) => service.spec!.ports as ServicePort[]
const declared = (containers: readonly Container[]) => containers.flatMap(({ ports = [] }) => ports)

/** The ports of a pod's containers that a name or a number means. */
const served = (pod: Pod, port: string | number) =>
  declared(pod.spec.containers).filter(({ name, containerPort }) => name === port || containerPort === port)

describe.each(chartsUnderTest())('charts/$name', (under) => {
  describe.each(scenariosOf(under))('$name', ({ args }) => {
    const objects = objectsOf(under.chart, under.name, args)
    const pods = podsOf(objects)
    const running = longRunning(pods)
    const services = servicesOf(objects)

    test('each port of a container is declared once', () => {
      for (const pod of pods) {
        const ports = declared(containersOf(pod.spec))
        const ids = ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`)
        expect(new Set(ids).size, pod.name).toBe(ids.length)
        expect(new Set(ports.map(({ name }) => name)).size, pod.name).toBe(ports.length)
      }
    })

    test('probes ask a port that their container declares; what runs on is asked whether it is ready and alive', () => {
      for (const pod of running) {
        for (const container of pod.spec.containers)
          for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
            for (const how of ['httpGet', 'tcpSocket', 'grpc']) {
              const asked = at(container, `${probe}.${how}`)
              if (asked === undefined) continue
              const port = at(asked, 'port')
              const found = declared([container]).filter(
                ({ name, containerPort }) => name === port || containerPort === port,
              )
              expect(found, `${pod.name} ${container.name} ${probe}`).toHaveLength(1)
            }
        const [main] = pod.spec.containers
        const ports = (main!.ports ?? []).map(({ name }) => name)
        // What serves nobody cannot be asked; what serves no more than metrics has nobody who waits for it.
        if (ports.length > 0) expect(main, pod.name).toHaveProperty('livenessProbe')
        // Who serves beside it may hang as well.
        for (const beside of pod.spec.containers.slice(1))
          if ((beside.ports ?? []).length > 0)
            expect(beside, `${pod.name} ${beside.name}`).toHaveProperty('livenessProbe')
        if (ports.some((name) => name !== 'metrics')) expect(main, pod.name).toHaveProperty('readinessProbe')
      }
    })

    test('a Service leads to ports that every pod it selects serves, under their name and protocol', () => {
      for (const service of services)
        for (const { name, port: number, targetPort, protocol } of portsOf(service)) {
          // A range of ports for media is served without being declared port by port.
          if (new RegExp(`^[a-z]+-${number}$`).test(name!) && targetPort === number) continue
          const selected = running.filter((pod) => selects(service.spec!.selector as Labels, pod.labels))
          const withIt = selected.filter((pod) => served(pod, targetPort).length > 0)
          // One Service for the metrics of all finds those that have some.
          const expected = service.spec!.clusterIP === 'None' && selected.length > 1 ? withIt : selected
          expect(withIt.length, `${service.metadata.name} ${name}`).toBeGreaterThan(0)
          expect(withIt, `${service.metadata.name} ${name}`).toEqual(expected)
          for (const pod of withIt) {
            const [port] = served(pod, targetPort)
            expect(port!.protocol ?? 'TCP', `${service.metadata.name} ${name}`).toBe(protocol)
            expect(port!.name, `${service.metadata.name} ${name}`).toBe(name)
            // Whoever asks it is led to the pods themselves: nothing is there to change the number.
            if (service.spec!.clusterIP === 'None')
              expect(port!.containerPort, `${service.metadata.name} ${name}`).toBe(number)
          }
        }
    })

    test('an address of a Service of the release has a port that it serves', () => {
      const known = new Map(services.map((service) => [service.metadata.name, service]))
      const addresses = pods.flatMap((pod) =>
        containersOf(pod.spec).flatMap(({ env = [], command = [] }) =>
          [...env.map(({ value = '' }) => value), command.slice(-2).join(':'), ...command].flatMap((text) => {
            const found = /^(?:\w+:\/\/)?([a-z0-9-]+)(?:\.[a-z0-9.-]+)?:(\d+)(?:\/.*)?$/.exec(text)
            return found && known.has(found[1]!) ? [{ pod, host: found[1]!, port: Number(found[2]) }] : []
          }),
        ),
      )
      for (const { pod, host, port } of addresses) {
        const service = known.get(host)!
        const ports = service.spec!.clusterIP === 'None' ? targetNumbers(service, running) : []
        expect([...portsOf(service).map((one) => one.port), ...ports], `${pod.name} → ${host}`).toContain(
          port,
        )
      }
    })

    test('each container of the test pod asks the port of the Service that it is named after', () => {
      const asking = pods.filter(({ owner }) => owner.metadata.annotations?.['helm.sh/hook'] === 'test')
      for (const { name, command = [] } of asking.flatMap(({ spec }) => spec.containers)) {
        const asked = services.flatMap((service) =>
          portsOf(service)
            .filter(
              (port) =>
                service.metadata.name.endsWith(`-${name.slice(0, -port.name.length - 1)}`) &&
                name.endsWith(`-${port.name}`),
            )
            .map(({ port }) => [service.metadata.name, port] as const),
        )
        if (asked.length !== 1) continue
        const [host, port] = asked[0]!
        const words = askedBy(command).flatMap((word) => word.split(/[/:]+/))
        expect(words, name).toEqual(expect.arrayContaining([host, String(port)]))
      }
      expect(asking.length).toBeGreaterThan(0)
    })

    test('routes lead to ports of Services, monitors to named ones', () => {
      const byName = new Map(services.map((service) => [service.metadata.name, portsOf(service)]))
      for (const object of objects) {
        for (const { map, place } of mapsBelow(object.spec)) {
          const backend = map.service as
            { name: string; port: { name?: string; number?: number } } | undefined
          if (object.kind === 'Ingress' && backend) {
            const found = byName
              .get(backend.name)
              ?.filter(({ name, port }) => name === backend.port.name || port === backend.port.number)
            expect(found, `${object.metadata.name}${place}`).toHaveLength(1)
          }
          if (/Route$/.test(object.kind) && /backendRefs\.\d+$/.test(place)) {
            const found = byName.get(map.name as string)?.filter(({ port }) => port === map.port)
            expect(found, `${object.metadata.name}${place}`).toHaveLength(1)
          }
        }
        if (object.kind === 'ServiceMonitor') {
          const labels = at(object, 'spec.selector.matchLabels') as Labels
          const monitored = services.filter(({ metadata }) => selects(labels, metadata.labels ?? {}))
          expect(monitored, object.metadata.name).toHaveLength(1)
          for (const { port } of object.spec!.endpoints as { port: string }[])
            expect(portsOf(monitored[0]!).map(({ name }) => name)).toContain(port)
        }
      }
    })

    test('policies open ports that pods serve, and what one side may ask the other side admits', () => {
      const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
      const podsOfPolicy = (policy: KubeObject) =>
        pods.filter((pod) =>
          selects((at(policy, 'spec.podSelector.matchLabels') ?? {}) as Labels, pod.labels),
        )
      const rules = (policy: KubeObject, direction: 'ingress' | 'egress') =>
        (policy.spec![direction] ?? []) as PolicyRule[]
      const admits = (to: Pod, from: Pod, port: number, protocol: string) =>
        policies
          .filter((policy) => podsOfPolicy(policy).includes(to))
          .some((policy) =>
            rules(policy, 'ingress').some(
              (rule) =>
                (rule.ports ?? [{ port, protocol }]).some(
                  (one) => one.port === port && one.protocol === protocol,
                ) &&
                (rule.from === undefined ||
                  rule.from.some(
                    (peer) => peer.podSelector && selects(peer.podSelector.matchLabels, from.labels),
                  )),
            ),
          )
      const maySend = (from: Pod, to: Pod, port: number, protocol: string) =>
        policies
          .filter((policy) => podsOfPolicy(policy).includes(from))
          .some((policy) =>
            rules(policy, 'egress').some(
              (rule) =>
                (rule.ports ?? [{ port, protocol }]).some(
                  (one) => one.port === port && one.protocol === protocol,
                ) &&
                (rule.to === undefined ||
                  rule.to.some(
                    (peer) => peer.podSelector && selects(peer.podSelector.matchLabels, to.labels),
                  )),
            ),
          )
      for (const policy of policies) {
        expect(policy.spec!.policyTypes, policy.metadata.name).toEqual(['Ingress', 'Egress'])
        for (const pod of podsOfPolicy(policy)) {
          for (const { to, ports } of rules(policy, 'egress'))
            for (const { podSelector } of to ?? [])
              for (const other of running.filter(
                (one) => podSelector && selects(podSelector.matchLabels, one.labels),
              ))
                for (const { port, protocol } of ports ?? [])
                  expect([pod.name, port, admits(other, pod, port, protocol)]).toEqual([pod.name, port, true])
          for (const { from, ports } of rules(policy, 'ingress'))
            for (const { podSelector } of from ?? [])
              for (const other of pods.filter(
                (one) => podSelector && selects(podSelector.matchLabels, one.labels),
              ))
                for (const { port, protocol } of ports ?? [])
                  expect([other.name, pod.name, port, maySend(other, pod, port, protocol)]).toEqual([
                    other.name,
                    pod.name,
                    port,
                    true,
                  ])
          const opened = rules(policy, 'ingress').flatMap(({ ports = [] }) => ports)
          for (const { port, endPort, protocol } of opened)
            if (endPort === undefined && !pod.owner.metadata.name.endsWith('-test'))
              expect([pod.name, declared(pod.spec.containers).map(key)]).toEqual([
                pod.name,
                expect.arrayContaining([key({ containerPort: port, protocol })]),
              ])
          const isDefault = policy.spec!.ingress === undefined && policy.spec!.egress === undefined
          if (!isDefault && running.includes(pod))
            for (const { containerPort, protocol = 'TCP' } of declared(pod.spec.containers))
              expect([pod.name, opened.map(({ port, protocol }) => `${port}/${protocol}`)]).toEqual([
                pod.name,
                expect.arrayContaining([`${containerPort}/${protocol}`]),
              ])
        }
      }
    })

    test('whoever may ask only some may still ask for names, by UDP and by TCP', () => {
      const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
      for (const { spec, metadata } of policies.filter((policy) => policy.spec!.egress !== undefined)) {
        const anywhere = (spec!.egress as PolicyRule[]).filter(({ to }) => to === undefined)
        const open = anywhere.flatMap(({ ports = [] }) =>
          ports.map(({ port, protocol }) => `${port}/${protocol}`),
        )
        expect(open, metadata.name).toEqual(expect.arrayContaining(['53/UDP', '53/TCP']))
      }
    })

    test('what scales a workload names one that is there, and one owner decides how many pods there are', () => {
      const scalers = objects.filter(({ kind }) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind))
      const targets = scalers.map(
        ({ spec }) => `${at(spec, 'scaleTargetRef.kind')} ${at(spec, 'scaleTargetRef.name')}`,
      )
      expect(new Set(targets).size).toBe(targets.length)
      for (const target of targets) expect(running.map(({ name }) => name)).toContain(target)
      for (const pod of running)
        expect([pod.name, pod.owner.spec!.replicas === undefined]).toEqual([
          pod.name,
          targets.includes(pod.name),
        ])
      for (const { metadata, spec } of scalers) {
        const least = Number(spec!.minReplicas ?? spec!.minReplicaCount)
        const most = Number(spec!.maxReplicas ?? spec!.maxReplicaCount)
        expect(most, metadata.name).toBeGreaterThanOrEqual(least)
      }
    })
  })

  test('what a route leads to admits whoever comes from outside', () => {
    for (const { args, name } of scenariosOf(under)) {
      const objects = objectsOf(under.chart, under.name, [...args, ...policiesOn(under.chart)])
      const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
      const running = longRunning(podsOf(objects))
      const led = objects
        .filter(({ kind }) => /^(Ingress|\w+Route)$/.test(kind))
        .flatMap(({ spec }) => mapsBelow(spec).flatMap(({ map, place }) => backendOf(map, place)))
      for (const { service, port } of policies.length > 0 ? led : []) {
        const found = servicesOf(objects).find(({ metadata }) => metadata.name === service)!
        const to = portsOf(found).find((one) => one.port === port || one.name === port)!
        for (const pod of running.filter((one) => selects(found.spec!.selector as Labels, one.labels))) {
          const open = policies
            .filter(({ spec }) => selects((at(spec, 'podSelector.matchLabels') ?? {}) as Labels, pod.labels))
            .flatMap(({ spec }) => (spec!.ingress ?? []) as PolicyRule[])
            .filter(({ from }) => from === undefined)
            .flatMap(({ ports = [] }) => ports.map((one) => one.port))
          const [target] = served(pod, to.targetPort)
          expect(open, `${name}: ${service} ${port}`).toContain(target!.containerPort)
        }
      }
    }
  })

  test('without metrics no pod and no Service has a port for them, and no policy opens one', () => {
    const defaults = defaultsOf(under.chart)
    if (at(defaults, 'metrics.enabled') === undefined) return
    const objects = objectsOf(under.chart, under.name, [
      ...withValues({ 'metrics.enabled': false }),
      ...policiesOn(under.chart),
    ])
    const pods = podsOf(objects)
    const ports = [
      ...pods.flatMap((pod) => declared(containersOf(pod.spec))),
      ...servicesOf(objects).flatMap(portsOf),
    ]
    expect(ports.length).toBeGreaterThan(0)
    expect(ports.map(({ name }) => name)).not.toContain('metrics')
    for (const { metadata, spec } of objects.filter(({ kind }) => kind === 'NetworkPolicy')) {
      const labels = (at(spec, 'podSelector.matchLabels') ?? {}) as Labels
      const served = declared(
        pods.filter((pod) => selects(labels, pod.labels)).flatMap((pod) => pod.spec.containers),
      )
      for (const { ports: opened = [] } of (spec!.ingress ?? []) as PolicyRule[])
        for (const { port, endPort } of opened)
          if (endPort === undefined)
            expect(
              served.map(({ containerPort }) => containerPort),
              metadata.name,
            ).toContain(port)
    }
  })
})

/** What switches a chart's policies on, where it has some, with a rule of the operator's in each. */
const policiesOn = (chart: string) =>
  groupsWith(chart, 'enabled', 'extraIngress').flatMap(({ path }) =>
    withValues({
      [[...path, 'enabled'].join('.')]: true,
      [[...path, 'extraIngress'].join('.')]: [{ from: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }],
    }),
  )

/** The Service and port that a backend of an Ingress or of a route names. */
function backendOf(
  map: Record<string, unknown>,
  place: string,
): { service: string; port: string | number }[] {
  const backend = map.service as { name: string; port: { name?: string; number?: number } } | undefined
  if (typeof backend === 'object')
    return [{ service: backend.name, port: backend.port.name ?? backend.port.number! }]
  return /backendRefs\.\d+$/.test(place) ? [{ service: String(map.name), port: Number(map.port) }] : []
}

const key = ({ containerPort, protocol = 'TCP' }: { containerPort: number; protocol?: string }) =>
  `${containerPort}/${protocol}`

/** A headless Service gives pods' addresses: callers name the ports of the pods. */
function targetNumbers(service: KubeObject, pods: readonly Pod[]): number[] {
  return pods
    .filter((pod) => selects(service.spec!.selector as Labels, pod.labels))
    .flatMap((pod) => portsOf(service).flatMap(({ targetPort }) => served(pod, targetPort)))
    .map(({ containerPort }) => containerPort)
}

/** What a command gives `nc` or `wget`, when a shell runs it; the command itself where none does. */
function askedBy(command: readonly string[]): readonly string[] {
  const [shell, flag, script = '', ...args] = command
  if (shell !== 'sh' || flag !== '-c') return command
  const told = ['nc', 'wget', 'curl'].map((tool) => `${tool}() { printf '%s\\n' "$@"; }`)
  const run = spawnSync('sh', ['-c', [...told, script].join('\n'), ...args], {
    encoding: 'utf8',
    timeout: 5000,
  })
  return run.stdout.split('\n')
}
