// What the editor shows for Kubernetes' own kinds. A wrong type here fails `npm run types`, and so does a
// mistake that is not noticed.
import { expect, expectTypeOf, test } from 'vitest'
import { eq, str, when, type Expr } from '../../src/author/index.ts'
import { apiVersions, type KindName, type KindPatches, type Kinds } from '../../src/kubernetes/index.ts'

declare const $: {
  replicas: Expr<number>
  host: Expr<string>
  mode: Expr<'a' | 'b'>
  debug: Expr<boolean>
  tolerations: Expr<readonly object[]>
  resources: Expr<object>
}

// Never called: only its types matter.
export function typed(): [Kinds['Deployment'], KindPatches['Deployment'], Kinds['Service']] {
  const whole: Kinds['Deployment'] = {
    spec: {
      replicas: $.replicas,
      selector: { matchLabels: { app: str`${$.host}-web` } },
      template: {
        spec: {
          hostNetwork: when($.debug, true),
          tolerations: $.tolerations,
          containers: [
            { name: 'web', image: $.host, resources: $.resources, ports: [{ containerPort: 8080 }] },
            when(eq($.mode, 'a'), [{ name: 'side', image: 'busybox' }]),
          ],
        },
      },
    },
  }
  const patch: KindPatches['Deployment'] = {
    spec: { template: { spec: { containers: [{ name: 'web', tty: true }], shareProcessNamespace: true } } },
  }
  const service: Kinds['Service'] = {
    spec: { ports: [{ port: $.replicas, targetPort: 'http' }], type: 'ClusterIP' },
  }
  return [whole, patch, service]
}

export function mistakes(): unknown[] {
  const misspelt: KindPatches['Deployment'] = {
    // @ts-expect-error the field is called replicas
    spec: { replica: 2 },
  }
  const wrongType: KindPatches['Deployment'] = {
    // @ts-expect-error a number is asked for
    spec: { replicas: '2' },
  }
  const wrongExpression: KindPatches['Deployment'] = {
    // @ts-expect-error an expression for a text is no number
    spec: { replicas: $.host },
  }
  // @ts-expect-error a whole Deployment has a selector and a template
  const incomplete: Kinds['Deployment'] = { spec: { replicas: 2 } }
  const nameless: KindPatches['Pod'] = {
    // @ts-expect-error containers are told apart by name
    spec: { containers: [{ tty: true }] },
  }
  const deep: KindPatches['CronJob'] = {
    spec: {
      // @ts-expect-error activeDeadlineSecond is no field of a Job
      jobTemplate: { spec: { activeDeadlineSecond: 5 } },
    },
  }
  const status: KindPatches['Deployment'] = {
    // @ts-expect-error a chart does not write what the server writes
    status: {},
  }
  return [misspelt, wrongType, wrongExpression, incomplete, nameless, deep, status]
}

test('kinds are known by name with their newest stable version', () => {
  expect(apiVersions).toMatchObject({
    ConfigMap: 'v1',
    CronJob: 'batch/v1',
    Deployment: 'apps/v1',
    HorizontalPodAutoscaler: 'autoscaling/v2',
    Ingress: 'networking.k8s.io/v1',
    Role: 'rbac.authorization.k8s.io/v1',
  })
  expectTypeOf<KindName>().toEqualTypeOf<keyof KindPatches>()
})

test('a whole object can be given where a patch is asked for', () => {
  expectTypeOf<Kinds['StatefulSet']>().toExtend<KindPatches['StatefulSet']>()
  expectTypeOf<KindPatches['StatefulSet']>().not.toExtend<Kinds['StatefulSet']>()
  expect(Object.keys(apiVersions)).toContain('StatefulSet')
})
