import { execFile } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { helmEnvironment } from './oracles.ts'

interface Named {
  kind: string
  metadata?: { name?: string; annotations?: Record<string, string> }
  data?: Record<string, string>
}

const kinds: Record<string, string[]> = {
  v1: ['Secret', 'Service', 'ServiceAccount', 'ConfigMap', 'Pod', 'Namespace'],
  'apps/v1': ['Deployment', 'StatefulSet'],
}

/**
 * As much of an API server as `helm template --dry-run=server` asks: which APIs there are, and the Secrets of
 * the release `rel` that `lookup` finds. It takes nothing; what a render made is handed back by the test, as the cluster would keep it.
 */
export async function withCluster<T>(
  objects: readonly Named[],
  use: (helm: (binary: string, args: readonly string[]) => Promise<string>) => Promise<T>,
): Promise<T> {
  const server = http.createServer((request, response) => {
    const answer = answerTo(new URL(request.url!, 'http://fake').pathname, objects)
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(answer ?? { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-fake-api-'))
  const kubeconfig = path.join(folder, 'config')
  const { port } = server.address() as AddressInfo
  fs.writeFileSync(kubeconfig, JSON.stringify(configOf(`http://127.0.0.1:${port}`)))
  try {
    return await use((binary, args) => run(binary, args, kubeconfig))
  } finally {
    server.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function answerTo(url: string, objects: readonly Named[]): unknown {
  if (url === '/version') return { major: '1', minor: '33', gitVersion: 'v1.33.0' }
  if (url === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  if (url === '/apis') {
    const version = { groupVersion: 'apps/v1', version: 'v1' }
    const groups = [{ name: 'apps', versions: [version], preferredVersion: version }]
    return { kind: 'APIGroupList', apiVersion: 'v1', groups }
  }
  const listed = /^\/apis?\/(v1|apps\/v1)$/.exec(url)
  if (listed) return resources(listed[1]!)
  const asked = /^\/api\/v1\/namespaces\/[^/]+\/secrets\/(.+)$/.exec(url)
  const found =
    asked && objects.find(({ kind, metadata }) => kind === 'Secret' && metadata?.name === asked[1])
  // Helm 4 looks whether what is there belongs to the release.
  const owned = { 'meta.helm.sh/release-name': 'rel', 'meta.helm.sh/release-namespace': 'default' }
  const annotations = { ...found?.metadata?.annotations, ...owned }
  return found && { ...found, metadata: { ...found.metadata, annotations } }
}

function resources(groupVersion: string): unknown {
  const listed = kinds[groupVersion]!.map((kind) => ({
    name: `${kind.toLowerCase()}s`,
    singularName: kind.toLowerCase(),
    namespaced: kind !== 'Namespace',
    kind,
    verbs: ['get', 'list', 'create', 'patch'],
  }))
  return { kind: 'APIResourceList', groupVersion, resources: listed }
}

function configOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fake', cluster: { server } }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'nobody' } }],
    users: [{ name: 'nobody', user: {} }],
    'current-context': 'fake',
  }
}

/** Not `spawnSync`: the server answers from this very process. */
function run(binary: string, args: readonly string[], kubeconfig: string): Promise<string> {
  const env = { ...helmEnvironment(), KUBECONFIG: kubeconfig }
  return new Promise((resolve, reject) => {
    execFile(
      binary,
      [...args, '--dry-run=server', '--disable-openapi-validation'],
      { env, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr || error.message))
        else resolve(stdout)
      },
    )
  })
}
