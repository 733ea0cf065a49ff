// DOG-08, DOG-14, DOG-25, DOG-27, DOG-41, DOG-48 and DOG-49: what hangs on values, in every combination that matters:
// variables, addresses outside, refusals and warnings come when they are due, and not otherwise.
import { expect, test } from 'vitest'
import { at, notes, plain, refusal, render, set, type Rendered } from './render.ts'

const external = [
  'database.mode=external',
  'redis.mode=external',
  'storage.mode=externalMinio',
  'config.minioEndpoint=m:9000',
]
const given = [
  'secrets.databaseUrl=postgresql+asyncpg://u:p@db:5432/d',
  'secrets.redisUrl=redis://r',
  'secrets.minioAccessKey=a',
  'secrets.minioSecretKey=s',
]
const langfuse = ['langfuseHost=https://l', 'langfusePublicKey=p', 'langfuseSecretKey=s'].map(
  (one) => `secrets.${one}`,
)

type Variables = Record<string, unknown>
const variables = (rendered: Rendered, kind: string, name: string): Variables =>
  Object.fromEntries(
    (
      plain(at(rendered.one(kind, `dograh-${name}`), 'spec.template.spec.containers.0.env')) as {
        name: string
      }[]
    ).map(({ name: variable, ...rest }) => [variable, rest]),
  )

test.each([
  [[]],
  [[...external, ...given]],
  [[...external, 'secrets.existingSecret=mine']],
  [['storage.mode=s3']],
  [['storage.mode=s3', 'secrets.existingSecret=mine']],
  [['storage.mode=s3', 'secrets.awsAccessKeyId=a', 'secrets.awsSecretAccessKey=s']],
  [langfuse],
  [['database.existingSecret=db', 'redis.existingSecret=cache']],
])('DOG-48 and DOG-49 whoever runs the image of the API has the same variables: %j', (values) => {
  const rendered = render(...(values.length > 0 ? set(...values) : []))
  const { FORWARDED_ALLOW_IPS, ...shared } = variables(rendered, 'Deployment', 'web')
  expect(FORWARDED_ALLOW_IPS).toBeDefined()
  const { REDIS_PASSWORD, ...worker } = variables(rendered, 'Deployment', 'arq-worker')
  expect(worker).toEqual(shared)
  const isBrought = values.includes('secrets.existingSecret=mine') && values.includes('redis.mode=external')
  expect(REDIS_PASSWORD === undefined).toBe(values.includes('redis.mode=external') && !isBrought)
  for (const name of ['ari-manager', 'campaign-orchestrator'])
    expect(variables(rendered, 'Deployment', name)).toEqual(shared)
  expect(variables(rendered, 'Job', 'migrate')).toEqual(shared)
  const has = (part: string) => Object.keys(shared).some((name) => name.startsWith(part))
  const mine = values.includes('secrets.existingSecret=mine')
  expect(has('AWS_')).toBe(values.includes('storage.mode=s3') && (mine || values.length > 2))
  expect(has('LANGFUSE_')).toBe(mine || values === langfuse)
  expect(has('MINIO_')).toBe(!values.includes('storage.mode=s3'))
})

test('DOG-25 everybody who asks for what is elsewhere asks at its addresses, once they are known', () => {
  const away = ['networkPolicy.enabled=true', 'database.mode=external', 'redis.mode=external', ...given]
  const cidrs = [
    'database.cidrs[0]=10.1.0.0/16',
    'redis.cidrs[0]=10.2.0.0/16',
    'storage.cidrs[0]=10.3.0.0/16',
  ]
  const rule = (port: number, cidr?: string) => ({
    ports: [{ port, protocol: 'TCP' }],
    ...(cidr && { to: [{ ipBlock: { cidr } }] }),
  })
  for (const [storage, port] of [
    [['storage.mode=s3'], 443],
    [['storage.mode=externalMinio', 'config.minioEndpoint=m:9000'], 9000],
  ] as const) {
    const open = render(...set(...away, ...storage))
    const known = render(...set(...away, ...storage, ...cidrs))
    for (const name of ['web', 'arq-worker', 'ari-manager', 'campaign-orchestrator', 'migrate']) {
      const egress = (rendered: Rendered) =>
        plain(at(rendered.one('NetworkPolicy', `dograh-${name}`), 'spec.egress'))
      expect(egress(open)).toEqual(expect.arrayContaining([rule(5432), rule(6379), rule(port)]))
      expect(egress(known)).toEqual(
        expect.arrayContaining([
          rule(5432, '10.1.0.0/16'),
          rule(6379, '10.2.0.0/16'),
          rule(port, '10.3.0.0/16'),
        ]),
      )
      for (const gone of [rule(5432), rule(6379)]) expect(egress(known)).not.toContainEqual(gone)
    }
  }
})

const gateway = 'exposure.gatewayApi'
test.each([
  ['coturn.enabled=false', 'coturn.tls.enabled=true'],
  ['exposure.mode=ingress', `${gateway}.gatewayClassName=istio`, `${gateway}.https.enabled=true`],
  [`${gateway}.parentRefs[0].name=shared`, `${gateway}.https.enabled=true`],
  [`${gateway}.gatewayClassName=istio`, `${gateway}.https.enabled=true`, `${gateway}.https.secretName=t`],
  [`${gateway}.gatewayClassName=istio`, `${gateway}.https.issuer.name=le`],
  ['exposure.mode=ingress', `${gateway}.gatewayClassName=istio`, `${gateway}.https.issuer.name=le`],
  ['ariManager.highAvailability.renewSeconds=6'],
  ['campaignOrchestrator.highAvailability.renewSeconds=6'],
  ['secrets.existingSecret=mine', 'database.mode=external', 'redis.mode=external'],
  ['storage.mode=externalMinio', 'config.minioEndpoint=m:1', 'secrets.existingSecret=mine'],
])('DOG-14 what is switched off asks for nothing: %s %s %s', (...values) => {
  expect(render(...set(...values.filter(Boolean))).documents.length).toBeGreaterThan(10)
})

test('DOG-27 a certificate of cert-manager needs the name that it is for', () => {
  const issued = ['coturn.tls.enabled=true', 'coturn.tls.issuerRef.name=letsencrypt']
  expect(refusal(...set(...issued))).toContain('coturn.tls.issuerRef.name and public.host')
})

test.each([
  ['TURN does not know its own address', [], ['coturn.enabled=false']],
  ['quota of a Network Load Balancer', [], ['coturn.enabled=false']],
  ['quota of a Network Load Balancer', [], ['coturn.service.type=NodePort']],
  [
    'after a renewal',
    ['coturn.tls.enabled=true', 'coturn.tls.secretName=t'],
    ['coturn.tls.enabled=true', 'coturn.enabled=false'],
  ],
  ['after a renewal', ['coturn.tls.enabled=true', 'coturn.tls.secretName=t'], ['coturn.port=3479']],
  ['Nothing outside the cluster', [], ['exposure.mode=ingress']],
  ['Nothing outside the cluster', [], [`${gateway}.gatewayClassName=istio`]],
  ['Nothing outside the cluster', [], [`${gateway}.parentRefs[0].name=shared`]],
  [
    'config.minioPublicEndpoint is empty',
    ['storage.mode=s3'],
    ['storage.mode=s3', 'config.minioPublicEndpoint=https://f'],
  ],
  ['config.minioPublicEndpoint is empty', ['storage.mode=s3'], ['storage.mode=internalMinio']],
])('DOG-41 NOTES say “%s” with %j, and not with %j', (text, due, not) => {
  expect(notes(...(due.length > 0 ? set(...due) : []))).toContain(text)
  expect(notes(...set(...not))).not.toContain(text)
})

test('DOG-08 an issuer may be called what YAML takes for a number', () => {
  const https = [
    `${gateway}.gatewayClassName=istio`,
    `${gateway}.https.enabled=true`,
    'public.host=d.example',
  ]
  const issued = render(...set(...https), '--set-string', `${gateway}.https.issuer.name=1e3`)
  expect(plain(at(issued.one('Certificate', 'dograh-gateway'), 'spec.issuerRef'))).toMatchObject({
    name: '1e3',
  })
})
