// COA-09: CoreDNS with the Corefile of platforms/coalesce/deploy and a real API server: how soon another ring is seen.
import { spawn, type ChildProcess } from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns/promises'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parseYaml } from '../../packages/chartwright/src/yaml/index.ts'
import { kubectl } from '../cluster/support/commands.ts'
import { root } from '../support/repository.ts'
import { tool } from './tools.ts'

const deploy = path.join(root, 'platforms/coalesce/deploy')
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-ring-'))
const service = 'coalesce-collab-server'
const resolver = new dns.Resolver({ timeout: 1000, tries: 1 })
let coredns: ChildProcess

/** The members that the name of the ring leads to, and for how many seconds the answer is good. */
async function ring(): Promise<{ members: string[]; ttl: number }> {
  const found = await resolver.resolve4(`${service}.default.svc.cluster.local`, { ttl: true }).catch(() => [])
  return {
    members: found.map(({ address }) => address).sort(),
    ttl: Math.max(...found.map(({ ttl }) => ttl)),
  }
}

async function becomes(members: string[], seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000
  do await new Promise((resolve) => setTimeout(resolve, 100))
  while ((await ring()).members.join() !== members.join() && Date.now() < until)
}

const endpoints = (addresses: string[]) =>
  JSON.stringify({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: service, namespace: 'default', labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 3002 }],
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
  })

/** The Corefile, on a free port of loopback and with this cluster, and without the plugins that listen or ask elsewhere. */
function corefile(port: number): string {
  const { data } = parseYaml(fs.readFileSync(path.join(deploy, 'coredns-cache.yaml'), 'utf8'))
    .value as unknown as {
    data: { Corefile: string }
  }
  return data.Corefile.replace('.:53 {', `.:${port} {\n    bind 127.0.0.1`)
    .replace(/ {4}health \{[^}]*\}\n/, '')
    .replace(/ {4}forward [^}]*\}\n/, '')
    .replace(/ {4}(?:ready|loop|prometheus .*)\n/g, '')
    .replace('pods insecure', `pods insecure\n       kubeconfig ${inject('kubeconfig')}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}

beforeAll(async () => {
  // Without a selector, so that the endpoints are those that we say.
  const headless = { clusterIP: 'None', ports: [{ name: 'http', port: 3002 }] }
  const made = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, namespace: 'default' },
    spec: headless,
  }
  await kubectl(['apply', '-f', '-'], JSON.stringify(made))
  await kubectl(['apply', '-f', '-'], endpoints(['10.9.0.1', '10.9.0.2']))
  const port = await freePort()
  const file = path.join(temporary, 'Corefile')
  fs.writeFileSync(file, corefile(port))
  coredns = spawn(tool('coredns'), ['-conf', file], { stdio: 'inherit' })
  resolver.setServers([`127.0.0.1:${port}`])
  await becomes(['10.9.0.1', '10.9.0.2'], 30)
})
afterAll(() => {
  coredns?.kill()
  fs.rmSync(temporary, { recursive: true, force: true })
})

test('a name of the ring is good for the two seconds that the chart is told', async () => {
  const { members, ttl } = await ring()
  expect(members).toEqual(['10.9.0.1', '10.9.0.2'])
  expect(ttl).toBeLessThanOrEqual(2)
})

test('another member is seen within four seconds', async () => {
  await kubectl(['apply', '-f', '-'], endpoints(['10.9.0.1', '10.9.0.2', '10.9.0.3']))
  await becomes(['10.9.0.1', '10.9.0.2', '10.9.0.3'], 4)
  expect((await ring()).members).toEqual(['10.9.0.1', '10.9.0.2', '10.9.0.3'])
})
