// The usual knobs of every workload of every chart: what an operator sets of one reaches its pods and no others', and
// what is set for all reaches all. Texts are such as YAML takes for something else.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { at, longRunning, podsOf, type KubeObject } from '../support/kubernetes-objects.ts'
import { defaultsOf, objectsOf, scenariosOf, withValues, type Values } from '../support/scenarios.ts'
import { groupsWith } from '../support/value-places.ts'

const term = { key: 'marker', operator: 'In', values: ['1e3'] }
/** By the key of the values: what is set, and where it is found in a pod. */
const knobs: Record<string, { set: unknown; at: string; is: unknown }> = {
  podAnnotations: {
    set: { marker: 'true' },
    at: 'annotations',
    is: expect.objectContaining({ marker: 'true' }),
  },
  podLabels: { set: { marker: '1e3' }, at: 'labels', is: expect.objectContaining({ marker: '1e3' }) },
  nodeSelector: {
    set: { marker: 'no' },
    at: 'spec.nodeSelector',
    is: expect.objectContaining({ marker: 'no' }),
  },
  tolerations: {
    set: [{ key: 'marker', operator: 'Exists' }],
    at: 'spec.tolerations',
    is: expect.arrayContaining([{ key: 'marker', operator: 'Exists' }]),
  },
  affinity: {
    set: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [term] }] },
      },
    },
    at: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
    is: [{ matchExpressions: [term] }],
  },
  topologySpreadConstraints: {
    set: [{ maxSkew: 3, topologyKey: 'marker', whenUnsatisfiable: 'DoNotSchedule' }],
    at: 'spec.topologySpreadConstraints',
    is: [{ maxSkew: 3, topologyKey: 'marker', whenUnsatisfiable: 'DoNotSchedule' }],
  },
  priorityClassName: { set: '1e3', at: 'spec.priorityClassName', is: '1e3' },
  extraEnv: {
    set: [{ name: 'MARKER', value: 'true' }],
    at: 'spec.containers.0.env',
    is: expect.arrayContaining([{ name: 'MARKER', value: 'true' }]),
  },
  extraEnvFrom: {
    set: [{ configMapRef: { name: 'marker' } }],
    at: 'spec.containers.0.envFrom',
    is: expect.arrayContaining([{ configMapRef: { name: 'marker' } }]),
  },
  resources: {
    set: { requests: { cpu: '7m' } },
    at: 'spec.containers.0.resources.requests.cpu',
    is: '7m',
  },
}
const named = (objects: readonly KubeObject[]) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const render = (values: Values, ...args: string[]) =>
    objectsOf(under.chart, 'rel', [...withValues(values), ...args])
  const pods = (values: Values, ...args: string[]) => longRunning(podsOf(render(values, ...args)))
  const before = new Map(pods({}).map((pod) => [pod.name, JSON.stringify(pod)]))
  // Together they have every pod that a chart makes.
  const widest = scenariosOf(under).filter(({ name }) => ['defaults', 'everything'].includes(name))
  const workloads = groupsWith(under.chart, 'podAnnotations', 'podLabels', 'extraEnv')

  /** All that values of a workload may reach: what runs on, and jobs, which run once. */
  const all = (values: Values, args: readonly string[]) =>
    podsOf(render(values, ...args)).filter(({ owner }) => owner.kind !== 'Pod')

  test('every workload that runs on has knobs of its own', () => {
    expect(workloads.length).toBeGreaterThanOrEqual(before.size)
  })

  test.each(workloads)(
    '$path: each of its knobs reaches its pods, and none of the others',
    ({ path, keys }) => {
      const set = keys.filter((key) => knobs[key])
      const values = Object.fromEntries(set.map((key) => [[...path, key].join('.'), knobs[key]!.set]))
      const changed = widest.flatMap(({ args }) => {
        const were = new Map(all({}, args).map((pod) => [pod.name, JSON.stringify(pod)]))
        return all(values, args).filter((pod) => JSON.stringify(pod) !== were.get(pod.name))
      })
      // A job of a workload has its knobs too.
      expect(changed.length).toBeGreaterThan(0)
      expect(new Set(longRunning(changed).map(({ name }) => name)).size).toBeLessThanOrEqual(1)
      for (const pod of changed)
        for (const key of set) expect(at(pod, knobs[key]!.at), `${pod.name} ${key}`).toEqual(knobs[key]!.is)
      expect(set).toEqual(expect.arrayContaining(Object.keys(knobs).filter((key) => keys.includes(key))))
    },
  )

  test('what is set for all reaches every pod that runs on', () => {
    for (const pod of pods({ extraEnv: [{ name: 'MARKER', value: 'true' }] }))
      expect(at(pod, 'spec.containers.0.env'), pod.name).toContainEqual({ name: 'MARKER', value: 'true' })
    // Where an image needs a user of its own, the pod has settings of its own.
    const user = at(defaultsOf(under.chart), 'podSecurityContext.runAsUser')
    const ordinary = pods({}).filter(({ spec }) => at(spec, 'securityContext.runAsUser') === user)
    const found = (values: Values) =>
      pods(values).filter((pod) => ordinary.some(({ name }) => name === pod.name))
    expect(ordinary.length).toBeGreaterThan(before.size / 2)
    for (const pod of found({ podSecurityContext: { supplementalGroups: [7] } }))
      expect(at(pod, 'spec.securityContext.supplementalGroups'), pod.name).toEqual([7])
    for (const pod of found({ securityContext: { privileged: false } }))
      for (const container of pod.spec.containers)
        expect(at(container, 'securityContext.privileged'), `${pod.name} ${container.name}`).toBe(false)
    for (const pod of found({ podSecurityContext: null }))
      expect(pod.spec, pod.name).not.toHaveProperty('securityContext')
    for (const pod of found({ securityContext: null }))
      expect(pod.spec.containers[0], pod.name).not.toHaveProperty('securityContext')
  })

  test('pull secrets of the chart and of the charts around it reach every pod, each without the other', () => {
    for (const { args } of widest) {
      const secretsOf = (values: Values) =>
        podsOf(render(values, ...args)).map(({ name, spec }) => [name, spec.imagePullSecrets])
      const own = [{ name: '1e3' }]
      const around = [{ name: 'marker' }]
      for (const [name, secrets] of secretsOf({ imagePullSecrets: own }))
        expect(secrets, String(name)).toEqual(own)
      const global = { 'global.imagePullSecrets': around }
      for (const [name, secrets] of secretsOf(global)) expect(secrets, String(name)).toEqual(around)
      for (const [name, secrets] of secretsOf({ imagePullSecrets: own, ...global }))
        expect(secrets, String(name)).toEqual([...own, ...around])
      for (const [name, secrets] of secretsOf({})) expect(secrets, String(name)).toBeUndefined()
    }
  })

  test('what operators admit reaches every policy of a component, with metrics and without', () => {
    const [group] = groupsWith(under.chart, 'enabled', 'extraIngress', 'extraEgress')
    if (!group) return
    const key = (name: string) => [...group.path, name].join('.')
    const from = [{ ipBlock: { cidr: '192.0.2.0/24' } }]
    const to = [{ ipBlock: { cidr: '198.51.100.0/24' } }]
    for (const { args } of widest)
      for (const enabled of [true, false]) {
        const more = { [key('extraIngress')]: [{ from }], [key('extraEgress')]: [{ to }] }
        const metrics = at(defaultsOf(under.chart), 'metrics.enabled') !== undefined && {
          'metrics.enabled': enabled,
        }
        const policies = render({ ...more, [key('enabled')]: true, ...metrics }, ...args)
          .filter(({ kind }) => kind === 'NetworkPolicy')
          // helm test has its own, and so has nobody.
          .filter(({ metadata }) => !/-(test|default-deny)$/.test(metadata.name))
        expect(policies.length).toBeGreaterThan(3)
        for (const { metadata, spec } of policies)
          expect([metadata.name, spec!.ingress, spec!.egress]).toEqual([
            metadata.name,
            expect.arrayContaining([{ from }]),
            expect.arrayContaining([{ to }]),
          ])
      }
  })

  test('one registry takes the place of every image’s', () => {
    for (const { args } of widest)
      for (const { name, spec } of podsOf(render({ 'global.imageRegistry': 'marker.io:5000/x' }, ...args)))
        for (const container of [...(spec.initContainers ?? []), ...spec.containers])
          expect(container.image, name).toMatch(/^marker\.io:5000\/x\/[a-z0-9/._-]+[:@]/)
  })

  test('the account: made, named, annotated, allowed, or brought by the operator', () => {
    const accounts = (values: Values) => render(values).filter(({ kind }) => kind === 'ServiceAccount')
    const names = (values: Values) =>
      new Set(podsOf(render(values)).map(({ spec }) => spec.serviceAccountName))
    expect(named(accounts({}))).toEqual([`ServiceAccount rel-${under.name}`])
    expect(names({})).toEqual(new Set([`rel-${under.name}`]))
    expect(named(accounts({ 'serviceAccount.name': '1e3' }))).toEqual(['ServiceAccount 1e3'])
    expect(names({ 'serviceAccount.name': '1e3' })).toEqual(new Set(['1e3']))
    expect(accounts({ 'serviceAccount.create': false })).toEqual([])
    expect(names({ 'serviceAccount.create': false })).toEqual(new Set(['default']))
    expect(names({ 'serviceAccount.create': false, 'serviceAccount.name': 'mine' })).toEqual(
      new Set(['mine']),
    )
    const annotations = { marker: 'true' }
    expect(accounts({ 'serviceAccount.annotations': annotations })[0]!.metadata.annotations).toEqual(
      annotations,
    )
    for (const { spec, name } of podsOf(render({ 'serviceAccount.automount': true })))
      expect(spec.automountServiceAccountToken, name).toBe(true)
  })

  test('whole objects may be added, and only those', () => {
    const extra = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'marker' }, data: { a: 'true' } }
    const added = named(render({ extraObjects: [extra] })).filter((name) => !named(render({})).includes(name))
    expect(added).toEqual(['ConfigMap marker'])
    expect(render({ extraObjects: [extra] })).toContainEqual(extra)
  })

  test('every image has its repository, tag, digest and pull policy', () => {
    for (const { args } of widest) {
      const images = (values: Values) =>
        podsOf(render(values, ...args)).flatMap(({ spec }) => [
          ...(spec.initContainers ?? []),
          ...spec.containers,
        ])
      for (const { path } of groupsWith(under.chart, 'repository', 'tag', 'digest')) {
        const key = (name: string) => [...path, name].join('.')
        const own = images({ [key('repository')]: 'marker/x', [key('tag')]: '1e3' }).filter(
          ({ image }) => image === 'marker/x:1e3',
        )
        const digest = `sha256:${'0'.repeat(64)}`
        const pinned = images({ [key('repository')]: 'marker/x', [key('digest')]: digest }).filter(
          ({ image }) => image === `marker/x@${digest}`,
        )
        expect(pinned.length, key('digest')).toBe(own.length)
        const always = images({ [key('repository')]: 'marker/x', [key('pullPolicy')]: 'Always' })
        for (const { image, imagePullPolicy } of always)
          if (image.startsWith('marker/x')) expect(imagePullPolicy, key('pullPolicy')).toBe('Always')
      }
    }
  })
})
