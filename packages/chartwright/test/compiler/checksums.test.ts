import { expect, test } from 'vitest'
import { onHelm } from '../../../../test/support/emitted-chart.ts'
import { config, image, secret, service, string } from '../../src/author/index.ts'
import { compiled } from './compile-text.ts'

const shop = onHelm(
  compiled(
    {
      image: image({ repository: 'shop', tag: '1' }),
      level: string('info'),
      password: string('a'),
      greeting: string('hello'),
    },
    ($) => {
      const settings = config('settings', { 'app.yaml': { level: $.level } })
      const auth = secret('auth', { keys: { password: $.password } })
      const common = { image: $.image, ports: { http: 80 } }
      return [
        settings,
        auth,
        service('web', { ...common, mounts: [settings.at('/etc/shop')], restartOn: [settings] }),
        service('api', { ...common, env: { PASSWORD: auth.key('password') }, restartOn: [auth] }),
        service('page', { ...common, env: { GREETING: $.greeting } }),
      ]
    },
  ),
)

function pods(values: object): Record<string, string> {
  const deployments = shop.objects({ values }).filter(({ kind }) => kind === 'Deployment')
  return Object.fromEntries(
    deployments.map(({ metadata, spec }) => [
      metadata!.name!,
      JSON.stringify((spec as { template: unknown }).template),
    ]),
  )
}

test.each([
  ['level', 'rel-shop-web'],
  ['password', 'rel-shop-api'],
  ['greeting', 'rel-shop-page'],
])('%s rolls the pods that read it, %s, and nothing else does', (value, rolled) => {
  const [before, after] = [pods({}), pods({ [value]: 'other' })]
  const changed = Object.keys(before).filter((name) => before[name] !== after[name])
  expect(changed).toEqual([rolled])
})
