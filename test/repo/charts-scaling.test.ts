// How many pods there are, in every chart: the number that values say, or an autoscaler's bounds; never both.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { inProcessHelm } from '../support/in-process-helm.ts'
import {
  at,
  longRunning,
  podsOf,
  selects,
  type KubeObject,
  type Labels,
} from '../support/kubernetes-objects.ts'
import { objectsOf, put, withValues, type Values } from '../support/scenarios.ts'
import { groupsWith } from '../support/value-places.ts'

const apis = ['--api-versions', 'keda.sh/v1alpha1']
const isScaler = ({ kind }: KubeObject) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject'
const scaledBy = (scaler: KubeObject) => at(scaler, 'spec.scaleTargetRef.name') as string

/** A workload whose number of pods is a value; `scaler` is where the values of its autoscaler stand. */
interface Counted {
  path: string
  count: string[]
  workload: string
  scaler?: string[]
}

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const render = (values: Values) => objectsOf(under.chart, 'rel', [...withValues(values), ...apis])
  const owners = (values: Values) => longRunning(podsOf(render(values))).map(({ owner }) => owner)
  const scalers = groupsWith(under.chart, 'enabled', 'minReplicas', 'maxReplicas').map(({ path }) => path)
  /** Nothing scales by itself. */
  const off = scalers.reduce((values, path) => put(values, [...path, 'enabled'], false), {} as Values)
  const on = (path: string[]) => put(off, [...path, 'enabled'], true)
  const fixed = new Map(owners(off).map(({ metadata, spec }) => [metadata.name, spec!.replicas]))
  const counted = ['replicas', 'replicaCount'].flatMap((key) =>
    groupsWith(under.chart, key, 'resources').map(({ path }): Counted => {
      const count = [...path, key]
      const changed = owners(put(off, count, 7)).filter(
        ({ metadata, spec }) => spec!.replicas !== fixed.get(metadata.name),
      )
      const workload = changed.map(({ metadata }) => metadata.name).join()
      const scaler = scalers.find((one) => render(on(one)).filter(isScaler).map(scaledBy).join() === workload)
      return { path: count.join('.'), count, workload, ...(scaler && { scaler }) }
    }),
  )
  const scaled = counted.flatMap((one) => (one.scaler ? [{ ...one, scaler: one.scaler }] : []))

  test.each(counted)('$path is how many pods its workload has', ({ count, workload }) => {
    expect([...fixed.keys()]).toContain(workload)
    const owner = owners(put(off, count, 7)).find(({ metadata }) => metadata.name === workload)
    expect(owner!.spec!.replicas).toBe(7)
  })

  test('each autoscaler of the values scales one workload, whose pods another value counts', () => {
    expect(scaled.map(({ scaler }) => scaler).sort()).toEqual(scalers.sort())
  })

  test.each(scaled)('$path: its autoscaler has bounds, or leaves it alone', ({ count, workload, scaler }) => {
    const set = (of: Values) =>
      Object.entries(of).reduce((values, [key, value]) => put(values, [...scaler, key], value), off)
    const bounds = (values: Values) =>
      render(values)
        .filter((object) => isScaler(object) && scaledBy(object) === workload)
        .map(({ spec }) => [
          spec!.minReplicas ?? spec!.minReplicaCount,
          spec!.maxReplicas ?? spec!.maxReplicaCount,
        ])
    expect(bounds(off)).toEqual([])
    const both = put(set({ enabled: true, minReplicas: 3, maxReplicas: 9 }), count, 1)
    expect(bounds(both)).toEqual([[3, 9]])
    // More pods than the fewest raise them.
    expect(bounds(put(both, count, 5))).toEqual([[5, 9]])
    for (const [minReplicas, replicas] of [
      [7, 1],
      [1, 7],
    ]) {
      const wrong = put(set({ enabled: true, minReplicas, maxReplicas: 6 }), count, replicas)
      const { stderr, exitCode } = inProcessHelm(['template', 'rel', under.chart, ...withValues(wrong)])
      expect(exitCode).toBe(1)
      expect(stderr).toContain(`${scaler.join('.')}.maxReplicas is 6`)
      expect(render(put(wrong, [...scaler, 'enabled'], false)).length).toBeGreaterThan(3)
    }
  })

  test.each(scaled)('$path: the shares of CPU and memory that it aims at', ({ workload, scaler }) => {
    const metrics = (of: Values) =>
      render(Object.entries(of).reduce((all, [key, value]) => put(all, [...scaler, key], value), on(scaler)))
        .filter((object) => isScaler(object) && scaledBy(object) === workload)
        .map(({ spec }) => JSON.stringify(spec!.metrics ?? spec!.triggers))
    const has = (key: string) =>
      groupsWith(under.chart, 'enabled', key).some(({ path }) => path.join('.') === scaler.join('.'))
    if (has('targetCPUUtilization'))
      expect(metrics({ targetCPUUtilization: 33 })).toEqual([expect.stringMatching(/"cpu".*33/)])
    if (has('targetMemoryUtilization')) {
      expect(metrics({ targetMemoryUtilization: 44 })).toEqual([expect.stringMatching(/"memory".*44/)])
      expect(metrics({ targetMemoryUtilization: 0 })).toEqual([expect.not.stringContaining('"memory"')])
    }
    expect(metrics({})).toHaveLength(1)
  })

  test('whoever aims at a share of CPU takes one of memory, or none in the chart does', () => {
    const places = (...keys: string[]) =>
      groupsWith(under.chart, 'minReplicas', ...keys).map(({ path }) => path.join('.'))
    const both = places('targetCPUUtilization', 'targetMemoryUtilization')
    if (both.length > 0) expect(both).toEqual(places('targetCPUUtilization'))
  })

  test.each(counted)(
    '$path: pods that keep apart have a disruption budget when more than one is sure, which lets nodes be emptied',
    ({ count, workload, scaler }) => {
      const guarded = (replicas: number, least = 1, enabled = false) => {
        const bounds = { minReplicas: least, enabled }
        const scaling = scaler
          ? Object.entries(bounds).reduce((all, [key, value]) => put(all, [...scaler, key], value), off)
          : off
        const objects = render(put(scaling, count, replicas))
        const pods = longRunning(podsOf(objects))
        return objects
          .filter(({ kind }) => kind === 'PodDisruptionBudget')
          .some((budget) => {
            const labels = at(budget, 'spec.selector.matchLabels') as Labels
            const own = pods.filter((pod) => selects(labels, pod.labels))
            expect(own, budget.metadata.name).toHaveLength(1)
            const bounds = [budget.spec!.maxUnavailable, budget.spec!.minAvailable]
            expect(
              bounds.filter((bound) => bound === 1),
              budget.metadata.name,
            ).toHaveLength(1)
            return own[0]!.owner.metadata.name === workload
          })
      }
      const pod = longRunning(podsOf(render(off))).find(({ owner }) => owner.metadata.name === workload)
      const keepsApart = pod!.spec.topologySpreadConstraints !== undefined
      expect([guarded(1), guarded(2)]).toEqual([false, keepsApart])
      if (!scaler) return
      expect(guarded(2, 1, true)).toBe(keepsApart)
      expect(guarded(1, 2, true)).toBe(keepsApart)
      expect(guarded(1, 1, true)).toBe(false)
      // The fewest of an autoscaler that is off say nothing.
      expect(guarded(1, 2, false)).toBe(false)
    },
  )

  test('what scales by the share of what pods request has pods that request it', () => {
    const objects = render({})
    for (const { spec, metadata } of objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')) {
      const pod = longRunning(podsOf(objects)).find(
        ({ owner }) => owner.metadata.name === at(spec, 'scaleTargetRef.name'),
      )
      for (const { resource } of (spec!.metrics as { resource?: { name: string } }[]) ?? [])
        for (const container of resource ? pod!.spec.containers : [])
          expect(at(container, `resources.requests.${resource!.name}`), metadata.name).toBeDefined()
    }
  })

  test('whoever takes pods away says how long it watches before', () => {
    for (const scaler of render({}).filter(isScaler)) {
      const rules =
        at(scaler, 'spec.behavior.scaleDown') ??
        at(scaler, 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown')
      if (rules !== undefined)
        expect(at(rules, 'stabilizationWindowSeconds'), scaler.metadata.name).toEqual(expect.any(Number))
    }
  })

  test('by default a budget guards pods of which more than one is sure', () => {
    const objects = render({})
    for (const budget of objects.filter(({ kind }) => kind === 'PodDisruptionBudget'))
      for (const { owner, labels } of longRunning(podsOf(objects))) {
        if (!selects(at(budget, 'spec.selector.matchLabels') as Labels, labels)) continue
        const scaler = objects.find(
          (one) => isScaler(one) && at(one, 'spec.scaleTargetRef.name') === owner.metadata.name,
        )
        const fewest = scaler?.spec!.minReplicas ?? scaler?.spec!.minReplicaCount ?? owner.spec!.replicas
        expect(Number(fewest), budget.metadata.name).toBeGreaterThan(1)
      }
  })

  test('no scaler and no budget is for a workload that has one pod for good', () => {
    const objects = render({})
    const fixed = longRunning(podsOf(objects)).filter(
      ({ owner }) => owner.spec!.replicas === 1 && at(owner, 'spec.strategy.type') === 'Recreate',
    )
    for (const { labels, name } of fixed)
      for (const budget of objects.filter(({ kind }) => kind === 'PodDisruptionBudget'))
        expect(selects(at(budget, 'spec.selector.matchLabels') as Labels, labels), name).toBe(false)
  })
})
