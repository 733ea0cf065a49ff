// What NOTES.txt warns of, in every chart: Secrets that another render would make anew, and kinds that the cluster has
// not. It says so when it is so, and not otherwise.
import { describe, expect, test } from 'vitest'
import { chartsUnderTest } from '../support/charts-under-test.ts'
import { inProcessHelm } from '../support/in-process-helm.ts'
import { defaultsOf, objectsOf, put, scenariosOf, withValues, type Values } from '../support/scenarios.ts'
import { stringPlaces } from '../support/string-values.ts'
import { groupsWith } from '../support/value-places.ts'

const seed = '0123456789abcdef0123456789abcdef'
const monitoring = 'monitoring.coreos.com/v1'

describe.each(chartsUnderTest())('charts/$name', (under) => {
  const notes = (args: readonly string[]) => {
    const { stdout, stderr, exitCode } = inProcessHelm(['install', 'rel', under.chart, ...args])
    if (exitCode !== 0) throw new Error(stderr)
    return stdout
  }
  /** The Secrets that notes say are made: one in its sentence, several in a list. */
  const named = (args: readonly string[]) => {
    const text = notes(args)
    const one = /The Secret (\S+) is made by the chart/.exec(text)?.[1]
    const several = /These Secrets are made by the chart.*\n((?: {2}\S+\n?)*)/.exec(text)?.[1] ?? ''
    return [one ?? '', ...several.split('\n').map((line) => line.trim())].filter(Boolean).sort()
  }
  /** Secrets by name, each as text; of some values, in a render of its own for every label. */
  const secrets = (args: readonly string[], label: string) =>
    new Map(
      objectsOf(under.chart, 'rel', [...args, '--set', `commonLabels.render=${label}`])
        .filter(({ kind }) => kind === 'Secret')
        .map(({ metadata, data, stringData }) => [metadata.name, JSON.stringify([data, stringData])]),
    )
  const random = (args: readonly string[]) => {
    const again = secrets(args, 'two')
    const differ = [...secrets(args, 'one')].filter(([name, text]) => again.get(name) !== text)
    return differ.map(([name]) => name).sort()
  }
  /** Certificates apart: notes say of them when they end. */
  const madeAnew = (args: readonly string[]) =>
    random(args).filter((name) => !/(^|-)(ca|tls|mtls)(-|$)/.test(name))
  const isSeeded = 'secretSeed' in defaultsOf(under.chart)

  test.each(scenariosOf(under))(
    '$name: notes name the Secrets that another render makes anew',
    ({ args }) => {
      if (!isSeeded) return expect(random(args)).toEqual([])
      expect(named(args)).toEqual(madeAnew(args))
      const seeded = [...args, '--set', `secretSeed=${seed}`]
      expect(named(seeded)).toEqual([])
    },
  )

  test('a Secret whose text is given, or that is brought, is not named', () => {
    if (!isSeeded) return
    const before = named([])
    const places = stringPlaces(under.chart, defaultsOf(under.chart)).filter((place) =>
      /password|secret|key|dsn|url/i.test(place.at(-1)!),
    )
    let quieter = 0
    for (const place of places) {
      const args = withValues({ [place.join('.')]: 'x'.repeat(32) })
      if (place.includes('0') || place[0] === 'secretSeed') continue
      const run = inProcessHelm(['template', 'rel', under.chart, ...args])
      if (run.exitCode !== 0) continue
      const after = named(args)
      quieter += before.filter((name) => !after.includes(name)).length
      // One that holds the text may hold others that are made.
      expect(after, place.join('.')).toEqual(madeAnew(args))
    }
    if (before.length > 0) expect(quieter).toBeGreaterThan(0)
  })

  test('a ServiceMonitor that cannot be made is told, one that is made or not wanted is not', () => {
    for (const { path } of groupsWith(under.chart, 'enabled', 'serviceMonitor')) {
      const set = (metrics: boolean, monitor: boolean) =>
        withValues(
          put(
            put({} as Values, [...path, 'enabled'], metrics),
            [...path, 'serviceMonitor', 'enabled'],
            monitor,
          ),
        )
      const told = (args: string[]) => notes(args).includes(`has no ServiceMonitor (${monitoring})`)
      const isMade = (args: string[]) =>
        objectsOf(under.chart, 'rel', args).some(({ kind }) => kind === 'ServiceMonitor')
      for (const [metrics, monitor] of [
        [true, true],
        [true, false],
        [false, true],
      ] as const) {
        const bare = set(metrics, monitor)
        const able = [...bare, '--api-versions', monitoring]
        expect([told(bare), isMade(bare)]).toEqual([metrics && monitor, false])
        expect([told(able), isMade(able)]).toEqual([false, metrics && monitor])
      }
    }
  })
})
