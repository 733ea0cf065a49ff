// VOX-02: every documented command and every example, with the arguments as written, by every Helm and by ours;
// and once more from a repository over HTTP, as the document has it.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { exampleCommands, testCommands } from '../../../test/support/documented-commands.ts'
import { documentedCommands, installWords } from '../../../test/support/documented-installs.ts'
import { helmBinary } from '../../../test/support/oracles.ts'
import { chart } from './render.ts'

// The document's folder has values.yaml, and the repository's chart where Helm looks first: on disk.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voice-gateway-commands-'))
fs.mkdirSync(path.join(folder, 'voicetyped'))
fs.symlinkSync(chart, path.join(folder, 'voicetyped/voice-gateway'))
fs.copyFileSync(path.join(chart, 'examples/values.yaml'), path.join(folder, 'values.yaml'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const documented = documentedCommands('voice-gateway')
const reference = 'voicetyped/voice-gateway'
const every = ['cert-manager.io/v1', 'monitoring.coreos.com/v1', 'keda.sh/v1alpha1']
testCommands({
  folder,
  commands: [
    ...documented.map(({ item, about, command }) => [`${item} ${about}`, installWords(command)] as const),
    ...exampleCommands(
      'voice-gateway',
      (file) => ['voice-gateway', reference, '-f', path.join(chart, 'examples', file)],
      'VOX-02',
    ),
    [
      'VOX-02 a cluster with every API',
      ['voice-gateway', reference, '--api-versions', every.join(',')],
    ] as const,
  ],
  mostRandomLines: 19,
  lint: { chart, name: 'VOX-02 lint, strict too' },
})

test('VOX-02 helm repo add, repo update, and an install from the repository', async () => {
  const site = path.join(folder, 'site')
  fs.mkdirSync(site)
  const home = Object.fromEntries(
    ['HELM_CONFIG_HOME', 'HELM_CACHE_HOME', 'HELM_DATA_HOME'].map((name) => [name, path.join(folder, name)]),
  )
  const server = http.createServer((request, response) => {
    const file = path.join(site, path.basename(request.url ?? ''))
    if (!fs.existsSync(file)) response.writeHead(404)
    response.end(fs.existsSync(file) ? fs.readFileSync(file) : '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // Elsewhere, so that the reference can only mean the repository.
  const elsewhere = path.join(folder, 'elsewhere')
  fs.mkdirSync(elsewhere)
  fs.copyFileSync(path.join(folder, 'values.yaml'), path.join(elsewhere, 'values.yaml'))
  const helm = async (...args: string[]) =>
    (
      await promisify(execFile)(helmBinary('4'), args, {
        cwd: elsewhere,
        env: { ...process.env, ...home },
        maxBuffer: 1 << 24,
      })
    ).stdout
  try {
    await helm('package', fs.realpathSync(chart), '--destination', site)
    await helm('repo', 'index', site, '--url', url)
    await helm('repo', 'add', 'voicetyped', url)
    await helm('repo', 'update')
    for (const { command } of documented) {
      const manifests = await helm('template', ...installWords(command))
      expect(manifests).toContain('name: voice-gateway-media-gateway')
      expect(manifests.match(/^kind: Deployment$/gm)).toHaveLength(3)
    }
  } finally {
    server.close()
  }
})
