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

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const render = (values: Values) => objectsOf(under.chart, 'rel', [...withValues(values), ...apis])
  const owners = (values: Values) => longRunning(podsOf(render(values))).map(({ owner }) => owner)
  const counted = groupsWith(under.chart, 'replicas', 'resources')
  const scaled = groupsWith(under.chart, 'replicas', 'autoscaling')
  const baseline = new Map(
    owners({}).map((owner) => [owner.metadata.name, JSON.stringify(owner.spec!.replicas)]),
  )

  test.each(counted)('$path.replicas is how many pods its workload has', ({ path, keys }) => {
    const off = keys.includes('autoscaling') ? put({}, [...path, 'autoscaling', 'enabled'], false) : {}
    const changed = owners(put(off, [...path, 'replicas'], 7)).filter(
      ({ metadata, spec }) => JSON.stringify(spec!.replicas) !== baseline.get(metadata.name),
    )
    expect(changed.map(({ spec }) => spec!.replicas)).toEqual([7])
  })

  test.each(scaled)('$path.autoscaling bounds its workload, or leaves it alone', ({ path }) => {
    const set = (of: Values) =>
      Object.entries(of).reduce(
        (values, [key, value]) => put(values, [...path, ...key.split('.')], value),
        {} as Values,
      )
    const on = set({
      'autoscaling.enabled': true,
      'autoscaling.minReplicas': 3,
      'autoscaling.maxReplicas': 9,
    })
    const names = (objects: KubeObject[]) => objects.filter(isScaler).map(({ metadata }) => metadata.name)
    const off = names(render(set({ 'autoscaling.enabled': false })))
    const own = render(on).filter((object) => isScaler(object) && !off.includes(object.metadata.name))
    expect(own).toHaveLength(1)
    const [{ metadata, spec }] = own as [KubeObject]
    expect([spec!.minReplicas ?? spec!.minReplicaCount, spec!.maxReplicas ?? spec!.maxReplicaCount]).toEqual([
      3, 9,
    ])
    // More pods than the fewest raise them.
    const [raised] = render(put(on, [...path, 'replicas'], 5)).filter(
      (object) => object.metadata.name === metadata.name && isScaler(object),
    )
    expect(raised!.spec!.minReplicas ?? raised!.spec!.minReplicaCount).toBe(5)
    for (const wrong of [
      { 'autoscaling.minReplicas': 7, 'autoscaling.maxReplicas': 6, replicas: 1 },
      { 'autoscaling.minReplicas': 1, 'autoscaling.maxReplicas': 6, replicas: 7 },
    ]) {
      const args = withValues(set({ 'autoscaling.enabled': true, ...wrong }))
      const { stderr, exitCode } = inProcessHelm(['template', 'rel', under.chart, ...args])
      expect(exitCode).toBe(1)
      expect(stderr).toContain(`${path.join('.')}.autoscaling.maxReplicas is 6`)
      const bare = set({ 'autoscaling.enabled': false, ...wrong })
      expect(render(bare).length).toBeGreaterThan(3)
    }
  })

  test.each(scaled)('$path: the shares of CPU and memory that it aims at', ({ path }) => {
    const metrics = (of: Values) => {
      const values = Object.entries(of).reduce(
        (all, [key, value]) => put(all, [...path, 'autoscaling', key], value),
        {} as Values,
      )
      return render(values)
        .filter(isScaler)
        .map(({ spec }) => JSON.stringify(spec!.metrics ?? spec!.triggers))
    }
    const has = (key: string) =>
      groupsWith(under.chart, 'enabled', key).some(
        (group) => group.path.join('.') === [...path, 'autoscaling'].join('.'),
      )
    if (has('targetCPUUtilization'))
      expect(metrics({ targetCPUUtilization: 33 }).filter((text) => /"cpu".*33/.test(text))).toHaveLength(1)
    if (has('targetMemoryUtilization')) {
      expect(
        metrics({ targetMemoryUtilization: 44 }).filter((text) => /"memory".*44/.test(text)),
      ).toHaveLength(1)
      expect(metrics({ targetMemoryUtilization: 0 }).filter((text) => /"memory"/.test(text))).toEqual([])
    }
    expect(metrics({}).length).toBeGreaterThan(0)
  })

  test.each(scaled)(
    '$path: a disruption budget is there when more than one pod is sure, and lets nodes be emptied',
    ({ path }) => {
      const budgets = (replicas: number, least: number, enabled: boolean) => {
        const values = [
          [['replicas'], replicas],
          [['autoscaling', 'minReplicas'], least],
          [['autoscaling', 'enabled'], enabled],
        ].reduce((all, [key, value]) => put(all, [...path, ...(key as string[])], value), {} as Values)
        const objects = render(values)
        return objects
          .filter(({ kind }) => kind === 'PodDisruptionBudget')
          .map((budget) => {
            const labels = at(budget, 'spec.selector.matchLabels') as Labels
            const pods = longRunning(podsOf(objects)).filter((pod) => selects(labels, pod.labels))
            expect(pods).toHaveLength(1)
            expect(budget.spec).toMatchObject({ maxUnavailable: 1 })
            return pods[0]!.owner.metadata.name
          })
      }
      const none = budgets(1, 1, true)
      const own = budgets(2, 1, true).filter((name) => !none.includes(name))
      expect(own).toHaveLength(1)
      expect(budgets(1, 2, true)).toEqual(expect.arrayContaining(own))
      expect(budgets(2, 1, false)).toEqual(expect.arrayContaining(own))
      expect(budgets(1, 1, false)).not.toContain(own[0])
      // The fewest of an autoscaler that is off say nothing.
      expect(budgets(1, 2, false)).not.toContain(own[0])
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
