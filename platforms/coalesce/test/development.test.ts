// COA-02 to COA-09: the files of ../deploy are read as their tools read them, and agree with the chart.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { load } from 'js-yaml'
import { parseYaml } from '../../../packages/chartwright/src/yaml/index.ts'
import {
  api,
  at,
  chart,
  development,
  helm,
  kratos,
  notes,
  pages,
  plain,
  platform,
  refusal,
  render,
} from './render.ts'

const folder = path.join(platform, 'deploy')
const text = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')
const read = (name: string) => load(text(name)) as Record<string, unknown>
const readme = fs.readFileSync(path.join(chart, 'README.md'), 'utf8')
const commands = [...readme.matchAll(/```sh\n([^`]*)```/g)]
  .flatMap(([, block]) => block!.split('\n'))
  .filter((line) => line !== '')
const intents = JSON.parse(fs.readFileSync(path.join(chart, 'intents.json'), 'utf8')) as {
  requirements: { about: string; look: Record<string, unknown>; when?: string; optional?: string }[]
}
const deployed = render(...development)

test('COA-02 preflight asks for kind, kubectl, helm and helmfile, and the README names them', () => {
  const tools = intents.requirements.flatMap(({ look }) => ('tool' in look ? [look.tool] : []))
  expect(tools).toEqual(['kind', 'kubectl', 'helm', 'helmfile'])
  for (const tool of tools) expect(readme).toMatch(new RegExp(`^- ${String(tool)}\\b`, 'm'))
  const of = (tool: string) => intents.requirements.find(({ look }) => look.tool === tool)!
  for (const tool of ['kind', 'helmfile']) {
    expect(of(tool).when).toBe('{{ eq .Values.environment "dev" }}')
    expect(of(tool).optional).toBeDefined()
  }
})

test('COA-03 images are built by compose and tagged, by the commands of the document', () => {
  expect(commands).toEqual(
    expect.arrayContaining([
      'DOCKER_BUILDKIT=1 docker-compose -f docker-compose.yml build api-server audio-processor',
      'docker tag coalesce-project-server coalesce-project-server:0.0.1',
      'docker tag coalesce-audio-processor coalesce-audio-processor:0.0.1',
    ]),
  )
  const images = deployed.all('Deployment').map((one) => at(one, 'spec.template.spec.containers.0.image'))
  for (const image of ['coalesce-project-server:0.0.1', 'coalesce-audio-processor:0.0.1'])
    expect(images).toContain(image)
})

test('COA-04 the kind cluster leads port 3333 of the machine to the node port where Envoy listens', () => {
  expect(commands).toContain('kind create cluster --config=./kind-config.yaml')
  const kind = read('kind-config.yaml') as {
    kind: string
    apiVersion: string
    nodes: {
      role: string
      extraPortMappings: { containerPort: number; hostPort: number; listenAddress: string }[]
    }[]
  }
  expect([kind.kind, kind.apiVersion]).toEqual(['Cluster', 'kind.x-k8s.io/v1alpha4'])
  expect(kind.nodes.map(({ role }) => role)).toEqual(['control-plane'])
  const [mapping] = kind.nodes[0]!.extraPortMappings
  expect(mapping!.hostPort).toBe(3333)
  // Without one, kind listens on every address of the machine.
  expect(mapping!.listenAddress).toBe('127.0.0.1')
  const proxy = deployed.one('EnvoyProxy', 'coalesce')
  const service = plain(at(proxy, 'spec.provider.kubernetes.envoyService')) as {
    type: string
    patch: { value: { spec: { ports: { port: number; nodePort: number }[] } } }
  }
  expect(service.type).toBe('NodePort')
  const gateway = deployed.one('Gateway', 'coalesce-gateway')
  expect(service.patch.value.spec.ports).toEqual([
    { port: at(gateway, 'spec.listeners.0.port'), nodePort: mapping!.containerPort },
  ])
  // Kubernetes' own range of node ports: kind needs no other.
  expect(mapping!.containerPort).toBeGreaterThanOrEqual(30000)
  expect(mapping!.containerPort).toBeLessThanOrEqual(32767)
})

test('COA-05 both images are sent to the cluster, and the reader is warned that the second is large', () => {
  const loads = commands.filter((command) => command.startsWith('kind load'))
  expect(loads).toEqual([
    'kind load docker-image coalesce-project-server:0.0.1',
    'kind load docker-image coalesce-audio-processor:0.0.1',
  ])
  expect(readme).toContain('the second is very large and can take a while')
  expect(notes()).toContain('The image of the audio processor is very large')
})

interface Release {
  name: string
  namespace?: string
  chart: string
  version?: string
  needs?: string[]
  values?: string[]
}
const helmfile = read('helmfile.yaml') as unknown as {
  repositories: { name: string; url: string; oci: boolean }[]
  releases: Release[]
}

test('COA-06 helmfile installs Envoy Gateway, whose kinds the other release needs, and then Coalesce', () => {
  const [first, second] = helmfile.releases
  expect(helmfile.releases.map(({ name }) => name)).toEqual(['envoy-gateway', 'coalesce'])
  expect(second!.needs).toEqual([`${first!.namespace}/${first!.name}`])
  const applied = commands.filter((command) => command.startsWith('helmfile'))
  expect(applied).toEqual([`helmfile apply -l name=${first!.name}`, 'helmfile apply'])
  expect(readme).toContain('Envoy Gateway comes first')
  const [repository] = helmfile.repositories
  expect(first!.chart.startsWith(`${repository!.name}/`)).toBe(true)
  expect([first!.version, repository!.oci]).toEqual([expect.stringMatching(/^v\d+\.\d+\.\d+$/), true])
  // EnvoyProxy is looked for where the controller runs.
  const parameters = plain(at(deployed.one('GatewayClass', 'coalesce'), 'spec.parametersRef'))
  const proxy = deployed.one('EnvoyProxy', 'coalesce')
  expect(parameters).toMatchObject({
    kind: 'EnvoyProxy',
    name: at(proxy, 'metadata.name'),
    namespace: at(proxy, 'metadata.namespace'),
  })
  expect(at(proxy, 'metadata.namespace')).toBe(first!.namespace)
  expect(at(deployed.one('Gateway', 'coalesce-gateway'), 'spec.gatewayClassName')).toBe('coalesce')
})

test("COA-06 helmfile's release is the documented command, and its values meet the chart's schema", () => {
  const release = helmfile.releases.find(({ name }) => name === 'coalesce')!
  const files = release.values!.map((name) => path.join(folder, name))
  expect(path.relative(path.join(folder, release.chart), path.join(platform, '../../charts/coalesce'))).toBe(
    '',
  )
  const [documented] = JSON.parse(
    fs.readFileSync(path.join(platform, 'documented-commands.json'), 'utf8'),
  ) as { command: string }[]
  const root = path.join(platform, '../..')
  expect(documented!.command).toBe(
    [
      `helm upgrade --install ${release.name} ./charts/coalesce`,
      ...files.map((file) => `--values ./${path.relative(root, file)}`),
    ].join(' '),
  )
  const args = files.flatMap((file) => ['--values', file])
  const run = helm(['lint', '--strict', chart, ...args])
  expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
  // A key that the chart does not know would be refused.
  expect(refusal(...development, '--set', 'coalesce.replicas=2')).toContain('replicas')
})

test('COA-08 the frontend runs beside the cluster, by the command of the document', () => {
  const command = commands.find((one) => one.includes('docker-compose.dev-k8s.yml'))
  expect(command).toBe(
    'DOCKER_BUILDKIT=1 docker-compose --env-file docker-compose.env -f docker-compose.yml -f docker-compose.dev-k8s.yml up --build -d app',
  )
  const overlay = read('docker-compose.dev-k8s.yml') as {
    services: Record<string, { ports: string[]; command: string; environment: string[] }>
  }
  expect(Object.keys(overlay.services)).toEqual(['app'])
  const { app } = overlay.services
  const [machine, container] = app!.ports[0]!.split(':')
  const { port } = new URL(String(deployed.env(api).APP_ORIGIN))
  expect([machine, container, app!.command]).toEqual([
    port,
    port,
    `npm start -- --port ${port} --host --base /`,
  ])
  expect(readme).toContain(`http://localhost:${port}/home`)
  // Each variable is expanded, and is made of those that docker-compose.env of Coalesce has.
  const known = ['API_BASE', 'AUTH_BASE', 'CHUNK_GET_BASE']
  for (const entry of app!.environment) {
    const value = entry.slice(entry.indexOf('=') + 1)
    expect(value.replaceAll(/\$\{[A-Z_]+\}/g, '')).not.toMatch(/[{}$]/)
    for (const [, name] of value.matchAll(/\$\{([A-Z_]+)\}/g)) expect(known).toContain(name)
  }
  // A variable of its own name is never made of another's: the mistake of upstream's bf47752.
  for (const name of known)
    expect(app!.environment.find((entry) => entry.startsWith(`VITE_${name}=`))).toBe(
      `VITE_${name}=\${${name}}`,
    )
})

test('COA-09 the DNS of the cluster keeps answers for 2 seconds, and the chart is told so', () => {
  expect(commands.filter((command) => command.startsWith('kubectl'))).toEqual([
    'kubectl apply -f coredns-cache.yaml',
    'kubectl delete pod -n kube-system -l k8s-app=kube-dns',
  ])
  const dns = read('coredns-cache.yaml') as {
    kind: string
    metadata: { name: string; namespace: string }
    data: { Corefile: string }
  }
  expect([dns.kind, dns.metadata.name, dns.metadata.namespace]).toEqual([
    'ConfigMap',
    'coredns',
    'kube-system',
  ])
  const plugins = corefile(dns.data.Corefile)
  const ttl = at(parseYaml(text('default.environment.yaml')).value, 'coalesce.collab.discovery.dnsTTLSeconds')
  expect([plugins.get('cache'), plugins.get('ttl')]).toEqual([String(ttl), String(ttl)])
  // Without these a cluster has no DNS: reload, for one, reads the file again.
  for (const name of ['errors', 'health', 'ready', 'kubernetes', 'forward', 'loop', 'reload'])
    expect(plugins.has(name)).toBe(true)
  const [asked] = intents.requirements.filter(({ look }) => 'dnsCacheSeconds' in look)
  expect(asked!.look).toEqual({ dnsCacheSeconds: '{{ .Values.coalesce.collab.discovery.dnsTTLSeconds }}' })
  expect(notes()).toContain('CoreDNS keeps answers for 30 seconds by default, which slows down the ring')
  expect(notes(...development)).not.toContain('CoreDNS keeps answers')
})

/** The plugins of a Corefile of one server block, with their first argument; braces must match. */
function corefile(content: string): Map<string, string> {
  const found = new Map<string, string>()
  let depth = 0
  for (const line of content.split('\n').map((one) => one.trim())) {
    const [name = '', ...rest] = line.split(/\s+/)
    if (line === '}') depth--
    else if (name !== '') found.set(name, rest[0] ?? '')
    if (line.endsWith('{')) depth++
    expect(depth).toBeGreaterThanOrEqual(0)
  }
  expect(depth).toBe(0)
  return found
}

test('COA-06 preflight asks for the Gateway API when a route needs it, and for GPUs', () => {
  const looks = intents.requirements.map(({ look, when }) => [JSON.stringify(look), when])
  expect(looks).toContainEqual(['{"api":"gateway.networking.k8s.io/v1"}', '{{ .Values.route.enabled }}'])
  expect(looks).toContainEqual([
    '{"nodeResource":"{{ printf \\"%s.com/gpu\\" .Values.coalesce.audio.gpu.type }}"}',
    '{{ .Values.coalesce.audio.gpu.enabled }}',
  ])
  expect([kratos, pages].every((name) => readme.includes(name.replace('coalesce-', '')))).toBe(true)
})
