import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedPlatform, type DescribedPlatform } from './described-platform.ts'

const source = `import { chart, http, image, object, service, values, when, bool, workload, worker } from 'chartwright'

const v = values({
  image: image({ repository: 'nginx', tag: '1.29' }),
  loud: bool(false, 'Say more.'),
  web: workload('The web page'),
  jobs: workload('The jobs'),
})
const shared = {
  MODE: 'production',
  OTHER: 'one',
}

export default chart({ name: 'shop', version: '1.0.0', description: 'A shop', kubernetes: '1.25' }, v, ($) => [
  service('web', {
    image: $.image,
    values: $.web,
    replicas: 3,
    ports: {
      http: 8080,
    },
    ready: http('http', '/'),
    args: [
      '--verbose',
    ],
    env: {
      ...shared,
      OTHER: 'two',
      LEVEL: when($.loud, 'debug', 'info'),
    },
    terminationGracePeriodSeconds: 45,
  }),
  worker('jobs', {
    image: $.image,
    values: $.jobs,
    replicas: 1,
    env: shared,
  }),
  object('ConfigMap', 'extra', {
    data: {
      'a.b': 'text',
    },
  }),
])
`

let platform: DescribedPlatform
beforeAll(async () => {
  platform = await describedPlatform(source)
})
afterAll(() => platform.remove())
const describedAt = (object: string, field: string) => platform.describedAt(object, field)

const container = 'spec.template.spec.containers.web'

test.each([
  ['Deployment/shop-web', 'spec.replicas', 'replicas: 3,'],
  ['Deployment/shop-web', `${container}.args`, 'args: ['],
  ['Deployment/shop-web', `${container}.args[0]`, 'args: ['],
  ['Deployment/shop-web', `${container}.ports.http.containerPort`, 'http: 8080,'],
  ['Deployment/shop-web', `${container}.readinessProbe.httpGet.path`, "ready: http('http', '/'),"],
  ['Deployment/shop-web', `${container}.env.MODE.value`, "MODE: 'production',"],
  ['Deployment/shop-web', `${container}.env.OTHER.value`, "OTHER: 'two',"],
  ['Deployment/shop-web', `${container}.env.LEVEL.value`, "LEVEL: when($.loud, 'debug', 'info'),"],
  [
    'Deployment/shop-web',
    'spec.template.spec.terminationGracePeriodSeconds',
    'terminationGracePeriodSeconds: 45,',
  ],
  ['Deployment/shop-jobs', 'spec.replicas', 'replicas: 1,'],
  ['Deployment/shop-jobs', 'spec.template.spec.containers.jobs.env.OTHER.value', "OTHER: 'one',"],
  ['ConfigMap/shop-extra', 'data["a.b"]', "'a.b': 'text',"],
])('%s %s is led to the property that says it', async (object, field, text) => {
  expect(await describedAt(object, field)).toBe(text)
})

test('what no property says is led to its component', async () => {
  expect(await describedAt('Deployment/shop-web', 'kind')).toBe("service('web', {")
  expect(await describedAt('Deployment/shop-jobs', 'metadata.name')).toBe("worker('jobs', {")
})
