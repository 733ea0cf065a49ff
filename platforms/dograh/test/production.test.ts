// What Dograh's makers learned in production: each bug by its commit, as something that cannot come back.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, test } from 'vitest'
import { at, chart, notes, plain, refusal, render, set, settings } from './render.ts'

const defaults = render()
const pods = (rendered = defaults) =>
  [...rendered.all('Deployment'), ...rendered.all('StatefulSet'), ...rendered.all('Job')].map(
    (one) => plain(at(one, 'spec.template.spec')) as { containers: { command?: string[]; image: string }[] },
  )
const templates = fs
  .readdirSync(path.join(chart, 'templates'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => fs.readFileSync(path.join(chart, 'templates', name), 'utf8'))
  .join('\n')

test('DOG-12 88f4477e: images are those of their makers', () => {
  for (const { containers } of pods())
    for (const { image } of containers) expect(image).not.toContain('bitnami')
})

test('DOG-48 88f4477e: the migration never runs before there is a database', () => {
  const events = at(defaults.one('Job', 'dograh-migrate'), 'metadata.annotations') as Record<string, string>
  expect(events['helm.sh/hook']!.split(',')).not.toContain('pre-install')
})

test('DOG-49 88f4477e: no variable is put together of others, so none can come too late', () => {
  for (const one of [...defaults.all('Deployment'), ...defaults.all('Job')])
    for (const entry of plain(at(one, 'spec.template.spec.containers.0.env')) as {
      name: string
      value?: string
    }[])
      expect(entry.value ?? '', entry.name).not.toContain('$(')
})

test('DOG-01 88f4477e: no script of the image is run, so none can be missing', () => {
  for (const { containers } of pods())
    for (const { command } of containers) {
      expect((command ?? []).join(' ')).not.toContain('scripts/')
      expect((command ?? []).join(' ')).not.toContain('pgrep')
    }
})

test('DOG-06 88f4477e: the user interface listens on every address', () => {
  expect(defaults.env('dograh-ui').HOSTNAME).toBe('0.0.0.0')
})

test('DOG-27 0dc844f8: no secret stands in a ConfigMap, and nothing is installed when a pod starts', () => {
  const given = render(...set('secrets.turnSecret=very-secret-turn', 'secrets.ossJwtSecret=very-secret-jwt'))
  for (const map of given.all('ConfigMap')) expect(JSON.stringify(plain(map))).not.toMatch(/very-secret|\$\(/)
  expect(given.pod('dograh-coturn', 'containers.0.command')).toEqual([
    ...['sh', '-c', 'exec turnserver -c /etc/turn/turnserver.conf --static-auth-secret="$TURN_SECRET"'],
  ])
  expect(templates).not.toMatch(/\bapk\b|\bapt-get\b|\bpip install\b/)
})

test('DOG-09 0dc844f8: what is below /api/ without v1 belongs to the user interface', () => {
  const routed = render(...set('exposure.gatewayApi.gatewayClassName=istio'))
  const paths = routed.all('HTTPRoute').map((one) => at(one, 'spec.rules.0.matches.0.path.value') as string)
  const first = (url: string) =>
    paths.filter((one) => url.startsWith(one)).sort((a, b) => b.length - a.length)[0]
  expect(first('/api/v1/health')).toBe('/api/v1/')
  expect(first('/api/auth/session')).toBe('/')
})

test('DOG-50 e7494e9c: settings roll the pods that read them, and only those', () => {
  const changed = render(...set('config.enableSignup=false'))
  const sums = (rendered: typeof defaults) =>
    rendered
      .all('Deployment')
      .map((one) => [at(one, 'metadata.name'), plain(at(one, 'spec.template.metadata.annotations'))] as const)
  const before = new Map(sums(defaults))
  const rolled = sums(changed).flatMap(([name, sum]) =>
    JSON.stringify(sum) === JSON.stringify(before.get(name)) ? [] : [name],
  )
  expect(rolled.sort()).toEqual([
    ...['dograh-ari-manager', 'dograh-arq-worker', 'dograh-campaign-orchestrator', 'dograh-web'],
  ])
  const relay = render(...set('coturn.realm=other.example'))
  expect(JSON.stringify(new Map(sums(relay)).get('dograh-coturn'))).not.toBe(
    JSON.stringify(before.get('dograh-coturn')),
  )
})

test('DOG-46 6d105175: workers and ui at rest are not scaled by memory, and there is always something to scale by', () => {
  const on = ['web', 'workers', 'ui'].map((name) => `autoscaling.${name}.enabled=true`)
  const scaled = render(...set(...on, 'autoscaling.web.targetMemoryUtilization=0'))
  for (const one of scaled.all('HorizontalPodAutoscaler'))
    expect(
      (plain(at(one, 'spec.metrics')) as { resource: { name: string } }[]).map((m) => m.resource.name),
    ).toEqual(['cpu'])
  expect(refusal(...set('autoscaling.web.targetCPUUtilization=0'))).toContain('targetCPUUtilization')
  expect(refusal(...set('autoscaling.web.targetCPUUtilization=null', 'autoscaling.web.x=1'))).toContain("'x'")
  expect(notes(...set('autoscaling.web.enabled=true'))).toContain('autoscaling.web.targetMemoryUtilization=0')
})

test('DOG-46 6d105175: replicas are left out exactly when there is an autoscaler', () => {
  const switches = ['autoscaling.web.enabled', 'autoscaling.web.keda.enabled']
  for (const on of [[], switches.slice(0, 1), switches]) {
    const rendered = render(...(on.length > 0 ? set(...on.map((one) => `${one}=true`)) : []))
    const owners = rendered.all('HorizontalPodAutoscaler').length + rendered.all('ScaledObject').length
    const spec = plain(at(rendered.one('Deployment', 'dograh-web'), 'spec')) as object
    expect([owners, 'replicas' in spec]).toEqual(on.length === 0 ? [0, true] : [1, false])
  }
})

test('DOG-45 58cc9c8b: the scheme that a proxy tells is believed, or webhooks would not verify', () => {
  expect(defaults.env('dograh-web').FORWARDED_ALLOW_IPS).toBe('*')
  const own = render('--set-string', 'web.forwardedAllowIps=10.0.0.0/8')
  expect(own.env('dograh-web').FORWARDED_ALLOW_IPS).toBe('10.0.0.0/8')
})

test('DOG-50 f720738c: Langfuse is configured whole or not at all', () => {
  const all = ['langfuseHost=https://l', 'langfusePublicKey=p', 'langfuseSecretKey=s'].map(
    (one) => `secrets.${one}`,
  )
  expect(settings(render(...set(...all)))).toHaveProperty('LANGFUSE_HOST')
  for (const missing of all)
    expect(refusal(...set(...all.filter((one) => one !== missing)))).toContain('Langfuse needs all of')
  expect(
    settings(render(...set('secrets.existingSecret=mine', 'secrets.langfuseHost=https://l'))),
  ).toHaveProperty('LANGFUSE_HOST')
})

test('DOG-24 dabd395a: the secret that opens the counts is in no URL, no value and no log', () => {
  const scaled = render(
    ...set(
      'autoscaling.web.enabled=true',
      'autoscaling.web.keda.enabled=true',
      'secrets.devopsSecret=very-secret',
    ),
  )
  for (const one of scaled.documents)
    if (one.kind !== 'Secret') expect(JSON.stringify(plain(one))).not.toContain('very-secret')
})

test('secrets that the chart makes are as long as those that its README makes, and each its own', () => {
  const made = render().one('Secret', 'dograh-secrets').stringData as Record<string, string>
  const keys = ['OSS_JWT_SECRET', 'TURN_SECRET', 'DOGRAH_DEVOPS_SECRET', 'TELEPHONY_WS_TOKEN_SECRET']
  for (const key of keys) expect([key, made[key]]).toEqual([key, expect.stringMatching(/^[A-Za-z0-9]{64}$/)])
  expect(new Set(keys.map((key) => made[key])).size).toBe(keys.length)
})

test('pods run as the user that the images of PostgreSQL and Redis know', () => {
  const rendered = render()
  for (const name of ['dograh-postgres', 'dograh-redis', 'dograh-web'])
    expect(rendered.pod(name, 'securityContext')).toMatchObject({ runAsUser: 999, fsGroup: 999 })
})

test('DOG-24 b7bb3364: without a secret there is no silent sleep: one is always there', () => {
  const secret = plain(defaults.one('Secret', 'dograh-secrets').stringData) as Record<string, string>
  expect(secret.DOGRAH_DEVOPS_SECRET).toMatch(/^[A-Za-z0-9]{64}$/)
  expect(defaults.env('dograh-web').DOGRAH_DEVOPS_SECRET).toMatchObject({
    secretKeyRef: { name: 'dograh-secrets' },
  })
})

/** The hook that is rendered, run by the shell of this machine against a pod that answers as told. */
async function drained(answers: [number, string][], maxWait: string) {
  const asked: (string | undefined)[] = []
  const server = http.createServer((request, response) => {
    asked.push(request.headers['x-dograh-devops-secret'] as string | undefined)
    const [status, body] = answers[Math.min(asked.length, answers.length) - 1]!
    response.writeHead(status).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const hook = defaults.pod('dograh-web', 'containers.0.lifecycle.preStop.exec.command') as string[]
  const args = [...hook.slice(1, 3), '0', maxWait, 'python3', ...hook.slice(6)]
    .map((one) => one.replace('127.0.0.1:8000', `127.0.0.1:${port}`))
    .map((one) => one.replace('sleep 5', 'sleep 0.1'))
  const { spawn } = await import('node:child_process')
  const code = await new Promise((ended) =>
    spawn('sh', args, { env: { ...process.env, DOGRAH_DEVOPS_SECRET: 'key' }, stdio: 'ignore' }).on(
      'exit',
      ended,
    ),
  )
  server.close()
  return { code, asked }
}
const python = spawnSync('python3', ['--version']).status === 0

test.skipIf(!python)('DOG-16 the hook ends when no call is left; an error is a call', async () => {
  const calls = (count: number): [number, string] => [200, JSON.stringify({ active_calls: count })]
  const ended = await drained([calls(2), [503, ''], [200, 'nothing'], calls(256), calls(0)], '60')
  expect(ended).toEqual({ code: 0, asked: Array(5).fill('key') })
})

test.skipIf(!python)('DOG-16 the hook gives up after the longest wait', async () => {
  const { code, asked } = await drained([[200, JSON.stringify({ active_calls: 1 })]], '1')
  expect(code).toBe(0)
  expect(asked.length).toBeGreaterThan(0)
})

test('DOG-17 what asks a singleton finds its process by what any shell has, and no other', () => {
  const probe = defaults.pod('dograh-ari-manager', 'containers.0.livenessProbe.exec.command') as string[]
  const run = (first: string) => {
    const script = probe[2]!.replace('/proc/1/cmdline', first)
    return spawnSync('sh', ['-c', script, probe[3]!]).status
  }
  const file = path.join(fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'cmdline-')), 'cmdline')
  fs.writeFileSync(file, 'python\0-m\0api.services.telephony.ari_manager\0')
  expect(run(file)).toBe(0)
  fs.writeFileSync(file, 'python\0-m\0api.services.campaign.campaign_orchestrator\0')
  expect(run(file)).not.toBe(0)
  fs.rmSync(path.dirname(file), { recursive: true })
  expect(execFileSync('sh', ['-c', 'command -v grep']).toString()).not.toBe('')
})
