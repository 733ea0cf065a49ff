// VOX-02: every documented command and every example, with the arguments as written, by every Helm and by ours;
// and once more from a repository over HTTP, as the document has it.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { helmBinaries, helmBinary, helmVersionOf, runHelm } from '../../../test/support/oracles.ts'
import { compareWithHelm } from '../../../test/support/parity/compare-with-helm.ts'
import { root } from '../../../test/support/repository.ts'
import { chart } from './render.ts'

// The document's folder has values.yaml, and the repository's chart where Helm looks first: on disk.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voice-gateway-commands-'))
fs.mkdirSync(path.join(folder, 'voicetyped'))
fs.symlinkSync(chart, path.join(folder, 'voicetyped/voice-gateway'))
fs.copyFileSync(path.join(chart, 'examples/values.yaml'), path.join(folder, 'values.yaml'))
const here = process.cwd()
afterAll(() => fs.rmSync(folder, { recursive: true }))

const platform = path.join(root, 'platforms/voice-gateway')
const documented = JSON.parse(fs.readFileSync(path.join(platform, 'documented-commands.json'), 'utf8')) as {
  item: string
  about: string
  command: string
}[]
const reference = 'voicetyped/voice-gateway'
const every = ['cert-manager.io/v1', 'monitoring.coreos.com/v1', 'keda.sh/v1alpha1']

// `helm install NAME CHART …` is rendered by `template` with the same arguments.
const commands = [
  ...documented.map(({ item, about, command }) => [`${item} ${about}`, command.split(' ').slice(2)] as const),
  ...fs
    .readdirSync(path.join(platform, 'examples'))
    .map(
      (file) =>
        [
          `VOX-02 example ${file}`,
          ['voice-gateway', reference, '-f', path.join(chart, 'examples', file)],
        ] as const,
    ),
  [
    'VOX-02 a cluster with every API',
    ['voice-gateway', reference, '--api-versions', every.join(',')],
  ] as const,
]

describe.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'Helm %s',
  (version, binary) => {
    // Passwords and certificates differ from run to run: those lines are compared up to where they begin to.
    test.each(commands)('%s', async (_, args) => {
      process.chdir(folder)
      try {
        const compared = await compareWithHelm({ binary, version }, ['template', ...args])
        expect(compared.difference).toBeUndefined()
        expect(compared.verdict).toBe('equal')
        expect(compared.randomLines).toBeLessThan(20)
      } finally {
        process.chdir(here)
      }
    })

    test('VOX-02 lint --strict', () => {
      const run = runHelm(binary, ['lint', '--strict', chart])
      expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
      expect(run.exitCode).toBe(0)
    })
  },
)

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
      const manifests = await helm('template', ...command.split(' ').slice(2))
      expect(manifests).toContain('name: voice-gateway-media-gateway')
      expect(manifests.match(/^kind: Deployment$/gm)).toHaveLength(3)
    }
  } finally {
    server.close()
  }
})
