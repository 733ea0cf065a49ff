// Names, labels and security that every object of every chart has, whatever it is: docs/decisions/003 says which.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import {
  at,
  containersOf,
  longRunning,
  mapsBelow,
  podsOf,
  type Labels,
} from '../support/kubernetes-objects.ts'
import { objectsOf, scenariosOf } from '../support/scenarios.ts'

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const own = {
    'app.kubernetes.io/name': under.name,
    'app.kubernetes.io/instance': 'rel',
  }

  describe.each(scenariosOf(under))('$name', ({ args }) => {
    const objects = objectsOf(under.chart, 'rel', args)
    const pods = podsOf(objects)

    test('every object says what it belongs to', () => {
      for (const { kind, metadata } of objects) {
        expect(metadata.labels, `${kind} ${metadata.name}`).toMatchObject({
          ...own,
          'app.kubernetes.io/managed-by': 'Helm',
          'helm.sh/chart': expect.stringMatching(new RegExp(`^${under.name}-\\d+\\.\\d+\\.\\d+`)) as unknown,
          ...(kind !== 'ServiceAccount' && {
            'app.kubernetes.io/component': expect.stringMatching(/^[a-z]/) as unknown,
          }),
          'app.kubernetes.io/version': expect.stringMatching(/./) as unknown,
        })
      }
      for (const { labels, name, owner } of longRunning(pods)) {
        expect(labels, name).toMatchObject(own)
        expect(labels['app.kubernetes.io/component'], name).toBe(
          owner.metadata.labels!['app.kubernetes.io/component'],
        )
      }
    })

    test('no field stands without a value', () => {
      for (const { kind, metadata, ...object } of objects)
        for (const { map, place } of mapsBelow(object))
          for (const [key, value] of Object.entries(map))
            expect([kind, metadata.name, `${place}.${key}`, value]).not.toContain(null)
    })

    test('pods take no privileges: not root, none of the capabilities, the default profile of system calls', () => {
      for (const { name, spec, owner } of pods) {
        // A pod that must be root says so, and may do no more than others.
        const isRoot = at(spec, 'securityContext.runAsNonRoot') === false
        expect(spec.securityContext, name).toMatchObject({
          ...(isRoot ? { runAsUser: 0 } : { runAsNonRoot: true }),
          seccompProfile: { type: 'RuntimeDefault' },
        })
        for (const container of containersOf(spec)) {
          const place = `${name} ${container.name}`
          expect(container.securityContext, place).toMatchObject({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          })
          // Giving files to their owner takes capabilities, for the time of a job.
          const added = at(container, 'securityContext.capabilities.add') ?? []
          const allowed = isRoot && owner.kind === 'Job' ? ['CHOWN', 'FOWNER', 'DAC_OVERRIDE'] : []
          expect(allowed, place).toEqual(expect.arrayContaining(added as string[]))
        }
      }
    })

    test('no pod sees the variables that Kubernetes makes of Services, and images are pulled as values say', () => {
      for (const { name, spec } of pods) {
        expect(spec.enableServiceLinks, name).toBe(false)
        for (const container of containersOf(spec)) {
          expect(container.imagePullPolicy, `${name} ${container.name}`).toMatch(
            /^(IfNotPresent|Always|Never)$/,
          )
        }
      }
    })

    test('what runs once ends: a job is not restarted for ever, a test pod not at all', () => {
      for (const { spec, owner, name } of pods) {
        if (owner.kind === 'Pod') expect(spec.restartPolicy, name).toBe('Never')
        if (owner.kind === 'Job') {
          expect(spec.restartPolicy, name).toMatch(/^(Never|OnFailure)$/)
          expect(owner.spec!.backoffLimit, name).toBeDefined()
        }
        const hook = owner.metadata.annotations?.['helm.sh/hook']
        if (owner.kind === 'Pod' || hook)
          expect(owner.metadata.annotations?.['helm.sh/hook-delete-policy'], name).toContain(
            'before-hook-creation',
          )
      }
    })
  })

  test('commonLabels are on every object and pod', () => {
    for (const { args } of scenariosOf(under)) {
      const objects = objectsOf(under.chart, 'rel', [...args, '--set', 'commonLabels.team=marker'])
      for (const { kind, metadata } of objects)
        expect(metadata.labels, `${kind} ${metadata.name}`).toMatchObject({ team: 'marker' })
      for (const { labels, name } of podsOf(objects)) expect(labels, name).toMatchObject({ team: 'marker' })
    }
  })

  test('names begin with the release and the chart, or with what takes their place', () => {
    const firsts = (release: string, ...args: string[]) =>
      longRunning(podsOf(objectsOf(under.chart, release, args))).map(({ owner }) => owner.metadata.name)
    for (const name of firsts('rel')) expect(name).toMatch(new RegExp(`^rel-${under.name}-`))
    // A release that is named after the chart does not say it twice.
    for (const name of firsts(`my-${under.name}`))
      expect(name).toMatch(new RegExp(`^my-${under.name}-(?!${under.name})`))
    for (const name of firsts('rel', '--set', 'nameOverride=other')) expect(name).toMatch(/^rel-other-/)
    for (const name of firsts('rel', '--set', 'fullnameOverride=other')) expect(name).toMatch(/^other-/)
    const renamed = podsOf(objectsOf(under.chart, 'rel', ['--set', 'nameOverride=other']))
    for (const { labels } of renamed) expect(labels['app.kubernetes.io/name']).toBe('other')
  })

  test('names that Kubernetes takes, for the longest of releases, and two long releases stay apart', () => {
    for (const { args } of scenariosOf(under)) {
      const long = 'a-release-whose-name-is-as-long-as-helm-lets-it-be-xx'
      const names = (release: string) =>
        objectsOf(under.chart, release, args).flatMap((object) => [
          object.metadata.name,
          ...podsOf([object]).flatMap(({ spec }) => containersOf(spec).map(({ name }) => name)),
        ])
      expect(long).toHaveLength(53)
      for (const name of names(long)) expect(name).toMatch(/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/)
      const others = new Set(names(`${long.slice(0, -1)}y`))
      const stems = objectsOf(under.chart, long, args).filter(({ metadata }) =>
        metadata.name.startsWith('a-release'),
      )
      expect(stems.length).toBeGreaterThan(3)
      for (const { metadata } of stems) expect(others).not.toContain(metadata.name)
      for (const { labels } of podsOf(objectsOf(under.chart, long, args)))
        for (const value of Object.values(labels as Labels)) expect(value.length).toBeLessThanOrEqual(63)
    }
  })

  test('references inside the release follow its name', () => {
    const args = ['--set', 'fullnameOverride=zzz']
    for (const { place, map } of objectsOf(under.chart, 'rel', args).flatMap(({ spec }) => mapsBelow(spec)))
      for (const [key, value] of Object.entries(map))
        expect(String(value), `${place}.${key}`).not.toContain(`rel-${under.name}`)
  })
})
