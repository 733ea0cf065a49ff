import {
  coalesceValues,
  crdsOf,
  noLog,
  processDependencies,
  resolveHelmVersion,
  type Chart,
  type HelmVersion,
} from '../chart/index.ts'
import { Provenance, renderChart, type RenderOptions } from '../engine/index.ts'
import type { GoMap } from '../go/index.ts'
import { readObjects, type RenderedObject } from './object.ts'
import { repeatableHost } from './repeatable-host.ts'

/** A render as objects, with all that is needed to say where a field comes from. */
export interface TracedRender {
  /** As its dependencies left it. */
  chart: Chart
  /** As it was loaded, with the subcharts that conditions turned off. */
  loaded: Chart
  objects: RenderedObject[]
  /** `.Values`, as they were before any template ran. */
  values: GoMap
  /** None when it was not asked for. */
  provenance: Provenance | undefined
  version: HelmVersion
  release: { name: string; namespace: string; isUpgrade?: boolean }
  kubeVersion: string
  apiVersions: readonly string[]
  /** The same render with other random numbers on another day; nothing when the chart asks for neither. */
  again(): RenderedObject[] | undefined
}

export interface TraceOptions extends Omit<RenderOptions, 'provenance'> {
  /** Leave provenance out: causes are not told then, and the render costs what `template` costs. */
  withoutProvenance?: boolean
  /** Leave out hooks, or those that are tests. */
  hooks?: 'all' | 'no tests' | 'none'
  /** Keys made so far, shared by renders that are compared. */
  keys?: Map<string, string>
  /** The moment of the render, shared by renders that are compared. */
  now?: number
}

const aDay = 86_400_000

/**
 * Renders a chart for comparing and explaining: randomness and clock stand still. Throws HelmError as
 * `renderChart` does.
 *
 * @example traceRender(chart, values, { host: nodeHost, release: { name: 'rel', namespace: 'default' } })
 */
export function traceRender(loaded: Chart, user: GoMap, options: TraceOptions): TracedRender {
  const { withoutProvenance, hooks = 'all', keys = new Map<string, string>(), ...rest } = options
  const version = options.version ?? resolveHelmVersion()!
  const now = options.now ?? options.host.now()
  const draw = (seed: number, more: Partial<RenderOptions>) => {
    const { host, wasAsked } = repeatableHost(options.host, seed, now + (seed - 1) * (aDay + 3_661_000), keys)
    const rendered = renderChart(loaded, user, { ...rest, ...more, version, host })
    const kept =
      hooks === 'none'
        ? []
        : rendered.hooks.filter(({ events }) => hooks === 'all' || !events.includes('test'))
    return { rendered, wasAsked, objects: readObjects(rendered.manifests, kept, crdsOf(rendered.chart)) }
  }
  const provenance = withoutProvenance ? undefined : new Provenance()
  const { rendered, wasAsked, objects } = draw(1, provenance ? { provenance } : {})
  const processed = processDependencies(loaded, user, { version })
  let second: RenderedObject[] | undefined
  return {
    chart: rendered.chart,
    loaded,
    objects,
    values: coalesceValues(processed, user, { version, log: noLog, merge: false }),
    provenance,
    version,
    release: options.release,
    kubeVersion: options.kubeVersion ?? '',
    apiVersions: options.apiVersions ?? [],
    again() {
      if (!wasAsked()) return undefined
      return (second ??= draw(2, { log: noLog }).objects)
    },
  }
}
