// Where the fields of a component's other objects were described: volumes, routes, policies, jobs.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedPlatform, type DescribedPlatform } from './described-platform.ts'

const source = `import { chart, config, cron, external, hook, http, image, ingress, gatewayRoute, networkPolicies, networkPolicy, route, service, values, variables, volume, workload, worker } from 'chartwright'

const v = values({
  image: image({ repository: 'nginx', tag: '1.29' }),
  web: workload('The web page'),
  jobs: workload('The jobs'),
  ingress: ingress(),
  gateway: gatewayRoute(),
  networkPolicy: networkPolicy({ enabled: true }),
})

export default chart({ name: 'shop', version: '1.0.0', description: 'A shop', kubernetes: '1.25' }, v, ($) => {
  const data = volume('data', {
    claim: {
      size: '5Gi',
      accessMode: 'ReadWriteMany',
    },
  })
  const cache = volume('cache', {
    ephemeral: true,
    sizeLimit: '1Gi',
  })
  const settings = config('settings', {
    'a.conf': 'x',
  })
  const names = variables('names', {
    REGION: 'north',
  })
  const run = {
    image: $.image,
    command: ['shop'],
  }
  const health = {
    ready: http('http', '/ready'),
  }
  const mail = external('mail', {
    port: 587,
    doc: 'A mail server',
  })
  const web = service('web', {
    ...run,
    ...health,
    values: $.web,
    replicas: 2,
    ports: {
      http: 8080,
      admin: 9000,
    },
    expose: {
      http: 80,
      admin: 9000,
    },
    mounts: [
      data.at('/data'),
      cache.at('/cache'),
      settings.at('/etc/shop'),
    ],
    envFrom: [names],
    writes: ['/var/run'],
    runAs: { user: 0, capabilities: ['CHOWN'] },
    disruptionBudget: true,
    connectsTo: [
      mail,
    ],
  })
  return [
    data,
    cache,
    settings,
    names,
    web,
    worker('jobs', {
      image: $.image,
      values: $.jobs,
      replicas: 1,
      connectsTo: [
        web.port('http').as('SHOP_URL', 'http'),
      ],
    }),
    route('web', {
      ingress: $.ingress,
      gateway: $.gateway,
      rules: [
        {
          path: '/admin',
          to: web.port('admin'),
        },
        { to: web.port('http') },
      ],
    }),
    hook('migrate', {
      image: $.image,
      values: $.jobs,
      args: ['migrate'],
      on: ['pre-upgrade'],
      weight: 7,
      backoffLimit: 4,
    }),
    cron('clean', {
      image: $.image,
      values: $.jobs,
      args: ['clean'],
      schedule: '0 3 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      activeDeadlineSeconds: 600,
    }),
    networkPolicies($.networkPolicy),
  ]
})
`
const open = [
  '--set',
  'ingress.enabled=true,ingress.hosts[0].host=shop.example.com,gateway.enabled=true,gateway.parentRefs[0].name=public',
]

let platform: DescribedPlatform
beforeAll(async () => {
  platform = await describedPlatform(source)
})
afterAll(() => platform.remove())

const pod = 'spec.template.spec'

test.each([
  ['deploy/shop-web', `${pod}.containers.web.command`, "command: ['shop'],"],
  ['deploy/shop-web', `${pod}.containers.web.readinessProbe.httpGet.path`, "ready: http('http', '/ready'),"],
  ['deploy/shop-web', `${pod}.containers.web.volumeMounts[0].mountPath`, "at('/data'),"],
  ['deploy/shop-web', `${pod}.containers.web.volumeMounts[2].mountPath`, "at('/etc/shop'),"],
  ['deploy/shop-web', `${pod}.containers.web.volumeMounts[3].mountPath`, "writes: ['/var/run'],"],
  ['deploy/shop-web', `${pod}.securityContext.runAsUser`, "runAs: { user: 0, capabilities: ['CHOWN'] },"],
  ['deploy/shop-web', `${pod}.volumes.data.persistentVolumeClaim`, "volume('data', {"],
  ['deploy/shop-web', `${pod}.volumes.cache.emptyDir.sizeLimit`, "sizeLimit: '1Gi',"],
  ['deploy/shop-web', `${pod}.volumes.settings.configMap.name`, "config('settings', {"],
  ['pvc/shop-data', 'spec.resources.requests.storage', "size: '5Gi',"],
  ['pvc/shop-data', 'spec.accessModes[0]', "accessMode: 'ReadWriteMany',"],
  ['cm/shop-names', 'data.REGION', "REGION: 'north',"],
  ['cm/shop-settings', 'data["a.conf"]', "'a.conf': 'x',"],
  ['svc/shop-web', 'spec.ports[name=http].port', 'http: 80,'],
  ['svc/shop-web', 'spec.ports[name=admin].targetPort', 'admin: 9000,'],
  ['pdb/shop-web', 'spec.maxUnavailable', 'disruptionBudget: true,'],
  ['deploy/shop-jobs', `${pod}.containers.jobs.env.SHOP_URL.name`, "as('SHOP_URL', 'http'),"],
  ['ing/shop-web', 'spec.rules[0].http.paths[0].backend.service.port.name', "to: web.port('admin'),"],
  ['ing/shop-web', 'spec.rules[0].http.paths[1].path', "to: web.port('http') },"],
  ['HTTPRoute/shop-web', 'spec.rules[0].matches[0].path.value', "path: '/admin',"],
  ['HTTPRoute/shop-web', 'spec.rules[0].backendRefs[0].port', "to: web.port('admin'),"],
  ['HTTPRoute/shop-web', 'spec.rules[1].matches[0].path.value', "to: web.port('http') },"],
  ['Job/shop-migrate', 'spec.backoffLimit', 'backoffLimit: 4,'],
  ['Job/shop-migrate', 'metadata.annotations["helm.sh/hook"]', "on: ['pre-upgrade'],"],
  ['Job/shop-migrate', 'metadata.annotations["helm.sh/hook-weight"]', 'weight: 7,'],
  ['cj/shop-clean', 'spec.schedule', "schedule: '0 3 * * *',"],
  ['cj/shop-clean', 'spec.timeZone', "timeZone: 'Europe/Berlin',"],
  ['cj/shop-clean', 'spec.concurrencyPolicy', "concurrencyPolicy: 'Replace',"],
  ['cj/shop-clean', 'spec.jobTemplate.spec.activeDeadlineSeconds', 'activeDeadlineSeconds: 600,'],
  ['netpol/shop-web', 'spec.ingress[0].ports[0].port', 'http: 8080,'],
  ['netpol/shop-jobs', 'spec.egress[1].to', "as('SHOP_URL', 'http'),"],
])('%s %s is led to the property that says it', async (object, field, text) => {
  expect(await platform.describedAt(object, field, ...open)).toBe(text)
})

test('a port outside is led to the property of its dependency', async () => {
  expect(await platform.describedAt('netpol/shop-web', 'spec.egress[1].ports[0].port')).toBe('port: 587,')
})
