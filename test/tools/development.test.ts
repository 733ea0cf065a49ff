// COA-04 to COA-08: what lies in platforms/coalesce/deploy, read by the programs that it is for, up to where they would
// need Docker, a registry or a cluster.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newestHelmBinary } from '../support/oracles.ts'
import { root } from '../support/repository.ts'
import { tool, type Tool } from './tools.ts'

const deploy = path.join(root, 'platforms/coalesce/deploy')
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-tools-'))
const tools: Tool[] = ['kind', 'helmfile', 'compose']

beforeAll(() => tools.forEach(tool))
afterAll(() => fs.rmSync(temporary, { recursive: true, force: true }))

function run(name: Tool, args: string[], { cwd = deploy, env = {} }: { cwd?: string; env?: object } = {}) {
  return spawnSync(tool(name), args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 120_000,
  })
}

/** A docker that writes down what it is asked, and answers nothing. */
function fakeDocker(): { PATH: string; asked: () => string[] } {
  const folder = fs.mkdtempSync(path.join(temporary, 'docker-'))
  const log = path.join(folder, 'asked')
  const script = `#!/bin/sh\necho "$*" >> '${log}'\n[ "$1" != info ] || echo '{}'\n`
  fs.writeFileSync(path.join(folder, 'docker'), script, { mode: 0o755 })
  return {
    PATH: `${folder}:${process.env.PATH}`,
    asked: () => fs.readFileSync(log, 'utf8').trimEnd().split('\n'),
  }
}

test('kind would publish the node port of Envoy as port 3333 of this machine alone', () => {
  const { PATH, asked } = fakeDocker()
  const { stderr } = run('kind', ['create', 'cluster', '--config=./kind-config.yaml'], {
    env: { PATH, KIND_EXPERIMENTAL_PROVIDER: 'docker' },
  })
  expect(stderr).not.toContain('decode config')
  const nodes = asked().filter((line) => line.startsWith('run '))
  expect(nodes).toHaveLength(1)
  expect(nodes[0]).toContain('--publish=127.0.0.1:3333:30333/TCP')
})

test('kind refuses a file with a word that it does not know', () => {
  const file = path.join(temporary, 'kind.yaml')
  const text = fs.readFileSync(path.join(deploy, 'kind-config.yaml'), 'utf8')
  fs.writeFileSync(file, text.replace('hostPort', 'hostPart'))
  const { stderr, status } = run('kind', ['create', 'cluster', `--config=${file}`])
  expect([status, stderr]).toEqual([1, expect.stringContaining('field hostPart not found')])
})

const helm = newestHelmBinary('4')!
const home = { HOME: temporary, XDG_CACHE_HOME: path.join(temporary, 'cache') }

test("helmfile renders Coalesce as helm does with the document's values", () => {
  const words = ['-b', helm, '-l', 'name=coalesce', 'template', '--skip-deps', '--skip-needs']
  const rendered = run('helmfile', [...words, '--set', 'secretSeed=test'], { env: home })
  expect([rendered.status, rendered.status === 0 ? '' : rendered.stderr]).toEqual([0, ''])
  const files = ['default.environment.yaml', 'kind.values.yaml'].flatMap((file) => ['-f', file])
  const chart = '../../../charts/coalesce'
  const direct = spawnSync(helm, ['template', 'coalesce', chart, ...files, '--set', 'secretSeed=test'], {
    cwd: deploy,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  expect(direct.status).toBe(0)
  expect(rendered.stdout.trim()).toBe(direct.stdout.trim())
})

test('helmfile fetches Envoy Gateway, installs it and waits, and then installs Coalesce', () => {
  const log = path.join(temporary, 'helm-asked')
  const fake = path.join(temporary, 'helm')
  // Writes down what it is asked. Pulled is a chart without anything in it, and nothing is installed.
  const script = `#!/bin/sh
echo "$*" >> '${log}'
case "$1" in
  version) exec '${helm}' "$@" ;;
  pull)
    while [ "$1" != --destination ]; do shift; done
    mkdir -p "$2/gateway-helm"
    printf 'apiVersion: v2\\nname: gateway-helm\\nversion: 1.2.1\\n' > "$2/gateway-helm/Chart.yaml" ;;
esac
`
  fs.writeFileSync(fake, script, { mode: 0o755 })
  const { status, stderr } = run('helmfile', ['-b', fake, 'sync'], { env: home })
  expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
  const asked = fs.readFileSync(log, 'utf8').split('\n')
  expect(asked).toContainEqual(
    expect.stringMatching(/^pull oci:\/\/docker.io\/envoyproxy\/gateway-helm .*--version v1\.2\.1/),
  )
  const installs = asked.filter((line) => line.startsWith('upgrade --install'))
  expect(installs).toEqual([
    expect.stringMatching(
      /^upgrade --install envoy-gateway .*--wait --create-namespace --namespace envoy-gateway-system/,
    ),
    expect.stringMatching(/^upgrade --install coalesce \S*charts\/coalesce .*--values \S+ --values \S+ /),
  ])
})

test('Compose runs the frontend with the addresses of docker-compose.env', () => {
  const folder = fs.mkdtempSync(path.join(temporary, 'compose-'))
  const overlay = 'docker-compose.dev-k8s.yml'
  fs.copyFileSync(path.join(deploy, overlay), path.join(folder, overlay))
  fs.writeFileSync(path.join(folder, 'docker-compose.yml'), 'services:\n  app:\n    build: ./app\n')
  const known = {
    API_BASE: 'http://a.test/api',
    AUTH_BASE: 'http://a.test/auth',
    CHUNK_GET_BASE: 'http://a.test/chunks',
  }
  const variables = Object.entries(known).map(([name, value]) => `${name}=${value}\n`)
  fs.writeFileSync(path.join(folder, 'docker-compose.env'), variables.join(''))
  const { stdout, stderr, status } = run('compose', ['docker-compose.env', 'docker-compose.yml', overlay], {
    cwd: folder,
  })
  expect([status, stderr]).toEqual([0, ''])
  const { app } = (JSON.parse(stdout) as { services: Record<string, Record<string, unknown>> }).services
  expect(app!.environment).toEqual({
    VITE_API_BASE: known.API_BASE,
    VITE_AUTH_BASE: known.AUTH_BASE,
    VITE_KRATOS_BASE: `${known.AUTH_BASE}/api`,
    VITE_CHUNK_GET_BASE: known.CHUNK_GET_BASE,
    VITE_CHUNK_GET_CREDENTIALS: 'include',
  })
  expect(app!.ports).toEqual([expect.objectContaining({ target: 3000, published: '3000' })])
})
