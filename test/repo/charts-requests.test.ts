// Every container of every chart says what it asks for: what asks for nothing is the first to be evicted, and an
// autoscaler cannot measure a pod of which one container says nothing.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { at, containersOf, podsOf } from '../support/kubernetes-objects.ts'
import { objectsOf, scenariosOf } from '../support/scenarios.ts'

describe.each(chartsUnderTest())('charts/$name', (under) => {
  test.each(scenariosOf(under))('$name: every container requests processor time and memory', ({ args }) => {
    const pods = podsOf(objectsOf(under.chart, 'rel', args))
    expect(pods.length).toBeGreaterThan(0)
    for (const { owner, spec } of pods)
      for (const container of containersOf(spec)) {
        const requests = at(container, 'resources.requests')
        expect(requests, `${owner.kind} ${owner.metadata.name}: ${container.name}`).toMatchObject({
          cpu: expect.anything() as unknown,
          memory: expect.anything() as unknown,
        })
      }
  })
})
