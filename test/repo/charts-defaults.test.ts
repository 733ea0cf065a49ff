// What a chart asks of a cluster that nobody told it of: by default nothing that only some clusters have, and no
// secret that everybody knows.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { mapsBelow } from '../support/kubernetes-objects.ts'
import { defaultsOf } from '../support/scenarios.ts'

/** What an operator's cluster has by a name of their own, and what only they should know. */
const brought =
  /^(priorityClassName|existingClaim|runtimeClassName|imageRegistry|secretSeed|nameOverride|fullnameOverride|digest)$/

describe.each(chartsUnderTest())('charts/$name', ({ chart }) => {
  const leaves = mapsBelow(defaultsOf(chart)).flatMap(({ map, place }) =>
    Object.entries(map).map(([key, value]) => ({ key, value, place: `${place}.${key}` })),
  )

  test('names of what only some clusters have are empty, and no seed of secrets is given', () => {
    const named = leaves.filter(({ key, value }) => brought.test(key) && value !== '' && value !== null)
    expect(leaves.length).toBeGreaterThan(50)
    expect(named).toEqual([])
  })

  test('images are pulled when they are not there', () => {
    for (const { place, value } of leaves.filter(({ key }) => key === 'pullPolicy'))
      expect([place, value]).toEqual([place, 'IfNotPresent'])
  })
})
