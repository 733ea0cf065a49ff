// DOG-01 to DOG-07, DOG-15 to DOG-19, DOG-22 to DOG-24, DOG-29, DOG-35 to DOG-38: what runs, how many, how it ends.
import { expect, test } from 'vitest'
import { at, notes, plain, refusal, render, set, variable } from './render.ts'

const defaults = render()
const strategy = (name: string, rendered = defaults) =>
  plain(at(rendered.one('Deployment', name), 'spec.strategy'))
const count = (name: string, rendered = defaults) => at(rendered.one('Deployment', name), 'spec.replicas')
const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
const backend = ['dograh-web', 'dograh-arq-worker', 'dograh-ari-manager', 'dograh-campaign-orchestrator']
const singletons = backend.slice(2)
const command = (name: string) => (defaults.pod(name, 'containers.0.command') as string[]).join(' ')

test('DOG-01 seven components run, and a migration', () => {
  expect(defaults.names('Deployment').sort()).toEqual([...backend, 'dograh-coturn', 'dograh-ui'].sort())
  expect(defaults.names('Job')).toContain('dograh-migrate')
  expect(command('dograh-web')).toBe(
    'uvicorn api.app:app --host 0.0.0.0 --port 8000 --workers $(FASTAPI_WORKERS)',
  )
  expect(command('dograh-arq-worker')).toContain('-m arq api.tasks.arq.WorkerSettings --custom-log-dict')
  expect(command('dograh-ari-manager')).toBe('python -m api.services.telephony.ari_manager')
  expect(command('dograh-campaign-orchestrator')).toBe(
    'python -m api.services.campaign.campaign_orchestrator',
  )
})

test('DOG-02 web has two pods that roll one by one, an autoscaler at will, and drains', () => {
  expect(count('dograh-web')).toBe(2)
  expect(count('dograh-web', render(...set('web.replicaCount=5')))).toBe(5)
  expect(strategy('dograh-web')).toEqual(rolling)
  expect(defaults.names('HorizontalPodAutoscaler')).toEqual([])
  const scaled = render(...set('autoscaling.web.enabled=true'))
  expect(scaled.names('HorizontalPodAutoscaler')).toEqual(['dograh-web'])
  expect(at(scaled.one('Deployment', 'dograh-web'), 'spec')).not.toHaveProperty('replicas')
  expect(defaults.pod('dograh-web', 'containers.0.lifecycle.preStop.exec.command')).toHaveLength(8)
  expect(defaults.pod('dograh-web', 'topologySpreadConstraints')).toMatchObject([
    { topologyKey: 'kubernetes.io/hostname' },
    { topologyKey: 'topology.kubernetes.io/zone' },
  ])
})

test('DOG-03 the worker has one pod, a count, and no state', () => {
  expect(count('dograh-arq-worker')).toBe(1)
  expect(count('dograh-arq-worker', render(...set('workers.replicaCount=4')))).toBe(4)
  expect(strategy('dograh-arq-worker')).toBeNull()
  expect(defaults.pod('dograh-arq-worker', 'volumes')).toEqual([{ name: 'tmp', emptyDir: {} }])
  const scaled = render(...set('autoscaling.workers.enabled=true', 'autoscaling.ui.enabled=true'))
  expect(scaled.names('HorizontalPodAutoscaler').sort()).toEqual(['dograh-arq-worker', 'dograh-ui'])
  for (const name of scaled.names('HorizontalPodAutoscaler'))
    expect(plain(at(scaled.one('HorizontalPodAutoscaler', name), 'spec'))).toMatchObject({
      maxReplicas: 5,
      metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 70 } } }],
    })
})

test.each([
  ['DOG-04', 'ariManager'],
  ['DOG-05', 'campaignOrchestrator'],
])('%s %s has no count: the schema refuses one', (item, key) => {
  const name = singletons[item === 'DOG-04' ? 0 : 1]!
  expect(count(name)).toBe(1)
  expect(strategy(name)).toEqual({ type: 'Recreate' })
  for (const wrong of ['replicaCount', 'replicas'])
    expect(refusal(...set(`${key}.${wrong}=2`))).toContain(`'${wrong}' not allowed`)
})

test.each([
  ['DOG-35', 'dograh-ari-manager'],
  ['DOG-36', 'dograh-campaign-orchestrator'],
])('%s %s: replicas 1, Recreate, also of another release', (_, name) => {
  expect(plain(at(defaults.one('Deployment', name), 'spec'))).toMatchObject({
    replicas: 1,
    strategy: { type: 'Recreate' },
  })
  const other = render(...set('fullnameOverride=test-release-dograh'))
  expect(plain(at(other.one('Deployment', `test-release-${name}`), 'spec'))).toMatchObject({
    replicas: 1,
    strategy: { type: 'Recreate' },
  })
})

test('DOG-06 the user interface has two pods and serves 3010', () => {
  expect(count('dograh-ui')).toBe(2)
  expect(count('dograh-ui', render(...set('ui.replicaCount=3')))).toBe(3)
  expect(strategy('dograh-ui')).toEqual(rolling)
  expect(defaults.pod('dograh-ui', 'containers.0.ports')).toEqual([{ name: 'http', containerPort: 3010 }])
  expect(plain(at(defaults.one('Service', 'dograh-ui'), 'spec.ports'))).toEqual([
    { name: 'http', port: 3010, targetPort: 'http', protocol: 'TCP' },
  ])
  expect(variable(defaults, 'dograh-ui', 'BACKEND_URL')).toBe('http://dograh-web:8000')
  expect(variable(defaults, 'dograh-ui', 'PORT')).toBe('3010')
  expect(defaults.pod('dograh-ui', 'containers.0.volumeMounts')).toContainEqual({
    name: 'app-next-cache',
    mountPath: '/app/.next/cache',
  })
  expect(defaults.pod('dograh-ui', 'topologySpreadConstraints')).toHaveLength(2)
})

test('DOG-15 and DOG-37 a web pod has ten minutes, and the budget is kept', () => {
  expect(defaults.pod('dograh-web', 'terminationGracePeriodSeconds')).toBe(600)
  const long = render(...set('web.terminationGracePeriodSeconds=1260', 'web.drainMaxWaitSeconds=1200'))
  expect(long.pod('dograh-web', 'terminationGracePeriodSeconds')).toBe(1260)
  expect(long.pod('dograh-web', 'containers.0.lifecycle.preStop.exec.command.4')).toBe('1200')
  expect(refusal(...set('web.drainMaxWaitSeconds=1200'))).toContain(
    'web needs 1215 seconds to drain (web.drainMaxWaitSeconds and the delay before), but is killed after 600',
  )
  expect(refusal(...set('web.terminationGracePeriodSeconds=300'))).toContain('killed after 300')
})

test('DOG-16 and DOG-37 before it is told to stop it sleeps 15 seconds and waits for its calls', () => {
  const hook = defaults.pod('dograh-web', 'containers.0.lifecycle.preStop.exec.command') as string[]
  expect(hook.slice(0, 2)).toEqual(['sh', '-c'])
  expect(hook.slice(3, 7)).toEqual(['15', '570', 'python', '-c'])
  expect(hook[2]).toMatch(/^sleep "\$0"; .*until "\$@"; do/)
  const other = render(...set('web.preStopSleepSeconds=20'))
  expect(other.pod('dograh-web', 'containers.0.lifecycle.preStop.exec.command.3')).toBe('20')
})

test('DOG-17 and DOG-38 singletons are asked whether their process is the one that runs, by exec', () => {
  for (const name of singletons) {
    const probe = defaults.pod(name, 'containers.0.livenessProbe') as {
      exec: { command: string[] }
    }
    expect(probe).not.toHaveProperty('httpGet')
    expect(probe.exec.command.slice(0, 3)).toEqual(['sh', '-c', 'grep -qa "$0" /proc/1/cmdline'])
    // What is looked for is one word of the command, as /proc has them apart.
    expect(defaults.pod(name, 'containers.0.command')).toContain(probe.exec.command[3])
    expect(probe).toMatchObject({
      initialDelaySeconds: 30,
      periodSeconds: 30,
      timeoutSeconds: 5,
      failureThreshold: 3,
    })
  }
})

test('DOG-18 scaling by CPU and memory is off, and warns of what it does not see', () => {
  expect(notes()).not.toContain('WebSockets that last')
  expect(notes(...set('autoscaling.web.enabled=true'))).toContain('say little about WebSockets that last')
  const byCalls = set('autoscaling.web.enabled=true', 'autoscaling.web.keda.enabled=true')
  expect(notes(...byCalls)).not.toContain('WebSockets that last')
})

test('DOG-19 a second pod of a singleton is warned about, and refused by the API server at will', () => {
  expect(notes()).toContain(
    'dograh-ari-manager and dograh-campaign-orchestrator must stay at one pod: a second one, as by kubectl scale',
  )
  expect(defaults.all('ValidatingAdmissionPolicy')).toEqual([])
  const guard = [...set('singletonGuard.enabled=true'), '--kube-version', '1.30.0']
  const guarded = render(...guard)
  const policy = guarded.one('ValidatingAdmissionPolicy', 'default-dograh-singletons')
  expect(plain(policy.spec)).toMatchObject({
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        {
          resources: ['deployments', 'deployments/scale', 'statefulsets', 'statefulsets/scale'],
          resourceNames: ['dograh-ari-manager', 'dograh-campaign-orchestrator', 'dograh-coturn'],
        },
      ],
    },
    validations: [{ expression: '!has(object.spec.replicas) || object.spec.replicas <= 1' }],
  })
  expect(plain(guarded.one('ValidatingAdmissionPolicyBinding', 'default-dograh-singletons').spec)).toEqual({
    policyName: 'default-dograh-singletons',
    validationActions: ['Deny'],
    matchResources: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
    },
  })
  const elected = render(...guard, ...set('ariManager.highAvailability.enabled=true'))
  expect(
    plain(
      at(
        elected.one('ValidatingAdmissionPolicy', 'default-dograh-singletons'),
        'spec.matchConstraints.resourceRules.0.resourceNames',
      ),
    ),
  ).toEqual(['dograh-campaign-orchestrator', 'dograh-coturn'])
  expect(refusal(...set('singletonGuard.enabled=true'), '--kube-version', '1.29.0')).toContain(
    'singletonGuard.enabled needs Kubernetes 1.30',
  )
})

test('DOG-22 web and worker share no volume', () => {
  for (const name of backend) {
    expect(defaults.pod(name, 'volumes')).toEqual([{ name: 'tmp', emptyDir: {} }])
    expect(defaults.pod(name, 'containers.0.volumeMounts')).toEqual([{ name: 'tmp', mountPath: '/tmp' }])
  }
  expect(defaults.all('PersistentVolumeClaim')).toEqual([])
})

test.each([
  ['ari-manager', 'ariManager'],
  ['campaign-orchestrator', 'campaignOrchestrator'],
])('DOG-23 %s may have a pod that stands by, which holds no lease until it leads', (component, key) => {
  const name = `dograh-${component}`
  expect(defaults.names('Role')).toEqual([])
  expect(defaults.pod(name, 'automountServiceAccountToken')).toBe(false)
  expect(defaults.env(name)).not.toHaveProperty('LEADER_ELECTION_LEASE')
  const both = render(...set(`${key}.highAvailability.enabled=true`))
  expect(count(name, both)).toBe(2)
  expect(strategy(name, both)).toEqual(rolling)
  expect(both.names('PodDisruptionBudget')).toContain(name)
  expect(both.names('Role')).toEqual([name])
  expect(plain(both.one('Role', name).rules)).toEqual([
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      resourceNames: [name],
      verbs: ['get', 'update', 'patch'],
    },
  ])
  expect(both.names('RoleBinding')).toEqual([name])
  expect(both.pod(name, 'automountServiceAccountToken')).toBe(true)
  expect(both.env(name)).toMatchObject({
    LEADER_ELECTION_LEASE: name,
    LEADER_ELECTION_LEASE_SECONDS: '15',
    LEADER_ELECTION_RENEW_SECONDS: '5',
    POD_NAME: { fieldRef: { fieldPath: 'metadata.name' } },
    POD_NAMESPACE: { fieldRef: { fieldPath: 'metadata.namespace' } },
  })
  const slow = set(`${key}.highAvailability.enabled=true`, `${key}.highAvailability.renewSeconds=6`)
  expect(refusal(...slow)).toContain('one late renewal would cost the leader its lease')
})

test('DOG-24 live calls decide how many web pods there are, by KEDA, and never two autoscalers', () => {
  const scaled = render(...set('autoscaling.web.enabled=true', 'autoscaling.web.keda.enabled=true'))
  expect(scaled.names('HorizontalPodAutoscaler')).toEqual([])
  expect(at(scaled.one('Deployment', 'dograh-web'), 'spec')).not.toHaveProperty('replicas')
  expect(plain(scaled.one('ScaledObject', 'dograh-web').spec)).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'dograh-web' },
    minReplicaCount: 2,
    maxReplicaCount: 10,
    pollingInterval: 10,
    cooldownPeriod: 300,
    advanced: {
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: 600,
            policies: [{ type: 'Pods', value: 1, periodSeconds: 600 }],
          },
        },
      },
    },
    triggers: [
      {
        type: 'metrics-api',
        metricType: 'AverageValue',
        metadata: {
          url: 'http://dograh-web.default.svc:8000/api/v1/health/autoscale-metric?buffer=10',
          valueLocation: 'value',
          targetValue: '2',
          authMode: 'apiKey',
          method: 'header',
          keyParamName: 'X-Dograh-Devops-Secret',
        },
        authenticationRef: { name: 'dograh-web' },
      },
    ],
  })
  expect(plain(scaled.one('TriggerAuthentication', 'dograh-web').spec)).toEqual({
    secretTargetRef: [{ parameter: 'apiKey', name: 'dograh-secrets', key: 'DOGRAH_DEVOPS_SECRET' }],
  })
  const other = render(
    ...set(
      'autoscaling.web.enabled=true',
      'autoscaling.web.keda.enabled=true',
      'autoscaling.web.keda.callsPerPod=5',
      'autoscaling.web.keda.bufferCalls=3',
      'autoscaling.web.keda.pollingInterval=30',
      'autoscaling.web.stabilizationSeconds=900',
    ),
  )
  expect(plain(at(other.one('ScaledObject', 'dograh-web'), 'spec'))).toMatchObject({
    pollingInterval: 30,
    triggers: [{ metadata: { targetValue: '5', url: expect.stringMatching(/buffer=3$/) as unknown } }],
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 900 } } },
    },
  })
  expect(refusal(...set('autoscaling.web.keda.enabled=true'))).toContain('set autoscaling.web.enabled')
})

test('DOG-29 the queue decides how many workers there are, by KEDA', () => {
  const on = ['autoscaling.workers.enabled=true', 'autoscaling.workers.keda.enabled=true']
  const scaled = render(...set(...on))
  expect(scaled.names('HorizontalPodAutoscaler')).toEqual([])
  expect(at(scaled.one('Deployment', 'dograh-arq-worker'), 'spec')).not.toHaveProperty('replicas')
  expect(plain(scaled.one('ScaledObject', 'dograh-arq-worker').spec)).toMatchObject({
    minReplicaCount: 1,
    maxReplicaCount: 5,
    pollingInterval: 15,
    triggers: [
      {
        type: 'redis',
        metadata: {
          address: 'dograh-redis.default.svc:6379',
          listName: 'arq:queue',
          listLength: '20',
          passwordFromEnv: 'REDIS_PASSWORD',
        },
      },
    ],
  })
  expect(variable(scaled, 'dograh-arq-worker', 'REDIS_PASSWORD')).toBe('dograh-redis-auth/password')
  const away = [...on, 'redis.mode=external', 'secrets.redisUrl=redis://r']
  expect(refusal(...set(...away))).toContain('autoscaling.workers.keda.redisAddress')
  const external = render(
    ...set(
      ...away,
      'autoscaling.workers.keda.redisAddress=r:6380',
      'autoscaling.workers.keda.redisTls=true',
      'autoscaling.workers.keda.jobsPerPod=7',
      'autoscaling.workers.keda.queue=other',
      'autoscaling.workers.keda.pollingInterval=40',
      'secrets.redisPassword=p',
    ),
  )
  expect(plain(external.one('ScaledObject', 'dograh-arq-worker').spec)).toMatchObject({
    pollingInterval: 40,
    triggers: [{ metadata: { address: 'r:6380', enableTLS: 'true', listLength: '7', listName: 'other' } }],
  })
  expect(variable(external, 'dograh-arq-worker', 'REDIS_PASSWORD')).toBe('dograh-secrets/REDIS_PASSWORD')
  expect(refusal(...set('autoscaling.workers.keda.enabled=true'))).toContain('autoscaling.workers.enabled')
})
