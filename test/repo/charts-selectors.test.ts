// Who selects whom, in every chart: rules of Kubernetes and of two releases side by side, not of our compiler.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { at, podsOf, selects, type KubeObject, type Labels, type Pod } from '../support/kubernetes-objects.ts'
import { defaultsOf, objectsOf, scenariosOf, textsOf, valuesGiven } from '../support/scenarios.ts'

interface Selector {
  /** `Service web`, `NetworkPolicy web.ingress.0.from.1`. */
  place: string
  object: KubeObject
  labels: Labels
  kind: 'service' | 'workload' | 'budget' | 'policy' | 'peer' | 'spread'
}

function selectorsOf(objects: readonly KubeObject[]): Selector[] {
  return objects.flatMap((object): Selector[] => {
    const place = `${object.kind} ${object.metadata.name}`
    const one = (kind: Selector['kind'], labels: unknown, more = '') =>
      labels === undefined ? [] : [{ place: place + more, object, kind, labels: labels as Labels }]
    if (object.kind === 'Service') return one('service', object.spec!.selector)
    if (object.kind === 'PodDisruptionBudget') return one('budget', at(object, 'spec.selector.matchLabels'))
    if (object.kind === 'NetworkPolicy')
      return [
        ...one('policy', at(object, 'spec.podSelector.matchLabels') ?? {}),
        ...['ingress.from', 'egress.to'].flatMap((direction) => {
          const [list, peers] = direction.split('.') as [string, string]
          const rules = (object.spec![list] ?? []) as Record<string, { podSelector?: object }[]>[]
          return rules.flatMap((rule, index) =>
            (rule[peers] ?? []).flatMap((peer) =>
              one('peer', at(peer, 'podSelector.matchLabels'), ` ${list} ${index}`),
            ),
          )
        }),
      ]
    const [pod] = podsOf([object])
    if (!pod) return []
    const spread = (pod.spec.topologySpreadConstraints ?? []) as { labelSelector: { matchLabels: Labels } }[]
    return [
      ...one('workload', at(object, 'spec.selector.matchLabels')),
      ...spread.flatMap(({ labelSelector }) => one('spread', labelSelector?.matchLabels, ' spread')),
    ]
  })
}

const names = (pods: readonly Pod[]) => pods.map(({ name }) => name)

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const everywhere = () =>
    scenariosOf(under).flatMap(({ args }) => podsOf(objectsOf(under.chart, 'one', args)))

  test.each(scenariosOf(under))('$name: every selector takes the pods it means', ({ args }) => {
    const objects = objectsOf(under.chart, 'one', args)
    const others = podsOf(objectsOf(under.chart, 'two', args))
    const pods = podsOf(objects)
    const selectors = selectorsOf(objects)
    expect(selectors.length).toBeGreaterThan(3)
    const given = JSON.stringify(valuesGiven(args))
    for (const { place, object, labels, kind } of selectors) {
      // An operator's own spread, who knows the name of the one release there is.
      if (kind === 'spread' && given.includes(JSON.stringify(labels))) continue
      const taken = pods.filter((pod) => selects(labels, pod.labels))
      // Who may ask may be switched off; then it is there in another scenario. Who is asked is there.
      if (taken.length === 0 && kind === 'peer' && place.includes(' ingress '))
        expect(
          everywhere().some((pod) => selects(labels, pod.labels)),
          `${place} selects no pod`,
        ).toBe(true)
      else expect(names(taken).length, `${place} selects no pod`).toBeGreaterThan(0)
      const foreign = others.filter((pod) => selects(labels, pod.labels))
      expect(names(foreign), `${place} selects pods of another release`).toEqual([])
      const isForAll =
        // Metrics of all pods are looked for at one place; nobody may do anything that no policy allows.
        (kind === 'service' && object.spec!.clusterIP === 'None' && metricsAlone(object)) ||
        (kind === 'policy' && object.spec!.ingress === undefined && object.spec!.egress === undefined) ||
        // helm test may ask everybody.
        (kind === 'peer' && taken.length === pods.length && /-test$/.test(object.metadata.name))
      if (!isForAll) expect(names(taken).length, `${place} selects more than one`).toBeLessThanOrEqual(1)
      if (kind === 'workload' || kind === 'spread')
        expect(names(taken), place).toEqual([`${object.kind} ${object.metadata.name}`])
    }
  })

  test('two releases beside each other have no object in common', () => {
    const id = ({ kind, metadata }: KubeObject) => `${kind}/${metadata.name}`
    for (const { args } of scenariosOf(under)) {
      const one = objectsOf(under.chart, 'one', args).map(id)
      const two = objectsOf(under.chart, 'two', args).map(id)
      // A name that is a value is the operator's to choose.
      const chosen = textsOf(defaultsOf(under.chart))
      const common = one.filter((object) => two.includes(object) && !chosen.includes(object.split('/')[1]!))
      expect(common).toEqual([])
      expect(new Set(one).size).toBe(one.length)
    }
  })
})

function metricsAlone(service: KubeObject): boolean {
  return (service.spec!.ports as { name: string }[]).every(({ name }) => name === 'metrics')
}
