// References by name, in every chart: volumes, claims, keys of Secrets and ConfigMaps, accounts. What is named is made
// by the release, or is the operator's: platforms/<name>/cluster.json lists what a cluster has before.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { chartsUnderTest, type ChartUnderTest } from '../support/charts-under-test.ts'
import {
  at,
  containersOf,
  longRunning,
  mapsBelow,
  podsOf,
  type KubeObject,
  type Reference,
} from '../support/kubernetes-objects.ts'
import { root } from '../support/repository.ts'
import { defaultsOf, objectsOf, scenariosOf, textsOf, valuesGiven } from '../support/scenarios.ts'

interface Needs {
  namespace?: KubeObject[]
  madeByControllers?: string[]
}

/** What a cluster has before an install, or what its controllers make of the release's objects. */
function broughtBy({ name }: ChartUnderTest): KubeObject[] {
  const file = path.join(root, 'platforms', name, 'cluster.json')
  const needs = JSON.parse(fs.readFileSync(file, 'utf8')) as Needs & { examples?: Record<string, Needs> }
  const all = [needs, ...Object.values(needs.examples ?? {})]
  const made = all.flatMap(({ madeByControllers = [] }) => madeByControllers)
  return [
    ...all.flatMap(({ namespace = [] }) => namespace),
    ...made.map((id) => {
      const [kind, named] = id.split('/') as [string, string]
      return { apiVersion: 'v1', kind, metadata: { name: named.replace('RELEASE', 'rel') } }
    }),
  ]
}

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const brought = broughtBy(under)

  describe.each(scenariosOf(under))('$name', ({ args }) => {
    const objects = objectsOf(under.chart, 'rel', args)
    const pods = podsOf(objects)
    const running = longRunning(pods)
    // What values name is the operator's to make; the chart cannot know its keys.
    const named = new Set(textsOf([defaultsOf(under.chart), valuesGiven(args)]))
    const issued = objects
      .filter(({ kind }) => kind === 'Certificate')
      .map(({ spec }) => String(spec!.secretName))
    const find = (kind: string, name: string) =>
      [...objects, ...brought].find((object) => object.kind === kind && object.metadata.name === name)

    function expectThere(kind: string, { name, key }: Reference, place: string): void {
      const made = find(kind, name)
      if (made === undefined)
        expect(named.has(name) || issued.includes(name), `${place} needs ${kind} ${name}`).toBe(true)
      else if (key !== undefined && objects.includes(made)) {
        const keys = Object.keys({ ...(made.data as object), ...(made.stringData as object) })
        expect(keys, `${place}: ${kind} ${name}`).toContain(key)
      }
    }

    test('each mount has its volume, and each volume is mounted, by every pod at one place once', () => {
      for (const pod of pods) {
        const templates = (at(pod.owner, 'spec.volumeClaimTemplates') ?? []) as KubeObject[]
        const volumes = [
          ...(pod.spec.volumes ?? []).map(({ name }) => name),
          ...templates.map(({ metadata }) => metadata.name),
        ]
        const mounted = containersOf(pod.spec).flatMap(({ volumeMounts = [] }) => volumeMounts)
        expect([...new Set(mounted.map(({ name }) => name))].sort(), pod.name).toEqual(volumes.sort())
        for (const { volumeMounts = [] } of containersOf(pod.spec)) {
          const paths = volumeMounts.map(({ mountPath }) => mountPath)
          expect(new Set(paths).size, pod.name).toBe(paths.length)
        }
      }
    })

    test('Secrets, and ConfigMaps that the release makes, are mounted to be read', () => {
      for (const pod of pods) {
        const fixed = (pod.spec.volumes ?? []).filter(
          ({ configMap, secret }) =>
            secret ?? objects.some(({ metadata }) => metadata.name === configMap?.name),
        )
        for (const { volumeMounts = [] } of containersOf(pod.spec))
          for (const mount of volumeMounts.filter(({ name }) => fixed.some((volume) => volume.name === name)))
            expect(mount, `${pod.name} ${mount.mountPath}`).toHaveProperty('readOnly', true)
      }
    })

    test('what is mounted, and every key that a variable takes, is there', () => {
      for (const pod of pods) {
        for (const { configMap, secret, persistentVolumeClaim } of pod.spec.volumes ?? []) {
          if (configMap) expectThere('ConfigMap', configMap, pod.name)
          if (secret) expectThere('Secret', { ...secret, name: secret.secretName }, pod.name)
          if (persistentVolumeClaim)
            expectThere('PersistentVolumeClaim', { name: persistentVolumeClaim.claimName }, pod.name)
        }
        for (const { env = [], envFrom = [] } of containersOf(pod.spec)) {
          for (const { name, valueFrom } of env) {
            const { secretKeyRef, configMapKeyRef } = valueFrom ?? {}
            if (secretKeyRef) expectThere('Secret', secretKeyRef, `${pod.name} ${name}`)
            if (configMapKeyRef) expectThere('ConfigMap', configMapKeyRef, `${pod.name} ${name}`)
          }
          for (const { configMapRef, secretRef } of envFrom) {
            if (configMapRef) expectThere('ConfigMap', configMapRef, pod.name)
            if (secretRef) expectThere('Secret', secretRef, pod.name)
          }
          const names = env.map(({ name }) => name)
          expect(new Set(names).size, pod.name).toBe(names.length)
        }
      }
    })

    test('what is made for pods is used by some', () => {
      const used = new Set(textsOf(objects.map(({ spec }) => spec)))
      for (const { kind, metadata, type, data } of objects) {
        if (!['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'].includes(kind)) continue
        // The key of a certificate authority stays with the chart.
        if (type === 'kubernetes.io/tls' && !used.has(metadata.name))
          expect(Object.keys(data as object)).toEqual(expect.arrayContaining(['tls.crt', 'tls.key']))
        else expect(used, kind).toContain(metadata.name)
      }
    })

    test('every pod runs as the account of the release, which may do nothing by itself', () => {
      const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount')
      for (const { spec, name, owner } of pods) {
        // A hook may run before the account is made: it has none, and may do nothing either.
        const isEarly = /pre-/.test(owner.metadata.annotations?.['helm.sh/hook'] ?? '')
        if (isEarly && spec.serviceAccountName === undefined) {
          expect(spec.automountServiceAccountToken, name).toBe(false)
          continue
        }
        expect(spec.serviceAccountName, name).toBeDefined()
        if (accounts.length > 0)
          expect(accounts.map(({ metadata }) => metadata.name)).toContain(spec.serviceAccountName)
        const bound = objects.some(({ kind }) => /RoleBinding$/.test(kind))
        if (!bound) expect(spec.automountServiceAccountToken, name).toBe(false)
      }
    })

    test('a claim says how it is accessed, and how large it is', () => {
      const claims = [
        ...objects.filter(({ kind }) => kind === 'PersistentVolumeClaim'),
        ...pods.flatMap(({ owner, labels }) => {
          const own = (at(owner, 'spec.volumeClaimTemplates') ?? []) as KubeObject[]
          // The claims of a workload are found as its pods are.
          const selector = at(owner, 'spec.selector.matchLabels')
          for (const { metadata } of own) expect(metadata.labels, owner.metadata.name).toEqual(selector)
          expect(labels).toMatchObject((selector ?? {}) as object)
          return own
        }),
      ]
      for (const { metadata, spec } of claims) {
        expect(spec!.accessModes, metadata.name).toEqual([expect.stringMatching(/^ReadWrite(Once|Many)$/)])
        expect(at(spec, 'resources.requests.storage'), metadata.name).toEqual(expect.any(String))
      }
    })

    test('pods that keep apart say over what, how far, and what else', () => {
      for (const { name, spec } of pods)
        for (const constraint of (at(spec, 'topologySpreadConstraints') ?? []) as object[])
          expect(constraint, name).toMatchObject({
            maxSkew: expect.any(Number) as number,
            topologyKey: expect.any(String) as string,
            whenUnsatisfiable: expect.stringMatching(/^(DoNotSchedule|ScheduleAnyway)$/) as string,
          })
    })

    test('a StatefulSet names the headless Service that gives its pods their names', () => {
      for (const { owner } of running.filter((pod) => pod.owner.kind === 'StatefulSet')) {
        const service = find('Service', String(owner.spec!.serviceName))
        expect(at(service, 'spec.clusterIP'), owner.metadata.name).toBe('None')
        expect(at(service, 'spec.selector')).toEqual(at(owner, 'spec.selector.matchLabels'))
      }
    })

    test('certificates are asked of an issuer that values name or the release makes', () => {
      for (const { kind, metadata, spec } of objects.filter((one) => one.kind === 'Certificate')) {
        const { name, kind: issuer } = spec!.issuerRef as { name: string; kind: string }
        expect(named.has(name) || find(issuer, name) !== undefined, `${kind} ${metadata.name}`).toBe(true)
        const mounted = pods.some(({ spec: pod }) =>
          mapsBelow(pod.volumes).some(({ map }) => map.secretName === spec!.secretName),
        )
        // Or a Gateway ends TLS with it.
        const served = objects.some(
          ({ kind: other, spec: gateway }) =>
            other === 'Gateway' && JSON.stringify(gateway).includes(`{"name":"${String(spec!.secretName)}"}`),
        )
        expect(mounted || served, metadata.name).toBe(true)
      }
    })
  })
})
