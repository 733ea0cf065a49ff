import {
  checkKubeVersion,
  coalesceValues,
  HelmError,
  noLog,
  processDependencies,
  resolveHelmVersion,
  sortManifests,
  takeNotes,
  validateValues,
  type Chart,
  type DebugLog,
  type HelmVersion,
  type Hook,
  type Log,
  type Manifest,
  type SchemaOptions,
} from '../chart/index.ts'
import { int, mapOf, type GoMap } from '../go/values.ts'
import type { Host } from '../io/index.ts'
import { installRank } from '../kubernetes/index.ts'
import { capabilities, defaultKubeVersion } from './capabilities.ts'
import { parseKubeVersion } from './kube-version.ts'
import type { Provenance } from './provenance/index.ts'
import type { RenderLimits } from './limits.ts'
import { renderTemplates } from './render-templates.ts'
import { StackExhausted } from './stack-exhausted.ts'

export interface RenderOptions {
  host: Host
  release: { name: string; namespace: string; isUpgrade?: boolean; revision?: number }
  version?: HelmVersion
  log?: Log
  /** Takes what Helm says with --debug. */
  debug?: DebugLog | undefined
  /** As --kube-version; "" for the default of the version. */
  kubeVersion?: string
  apiVersions?: readonly string[]
  skipSchemaValidation?: boolean
  /** The notes of subcharts too. */
  subNotes?: boolean
  /** What one render may ask for; docs/limits.md. */
  limits?: Partial<RenderLimits>
  /** A new one, to be told where each line of the output comes from. */
  provenance?: Provenance
  /** The chart will not be rendered again: what was made of each template is let go of when it has run. */
  once?: boolean
  /** The values files that were given, for messages that point into them. */
  sources?: SchemaOptions['sources']
}

export interface Render {
  /** The chart as its dependencies left it. */
  chart: Chart
  /** `.Values`. */
  values: GoMap
  /** Rendered files by path, without notes. */
  files: Map<string, string>
  manifests: Manifest[]
  hooks: Hook[]
  notes: string
}

/** A render that failed after the values were worked out: Helm's text says how to see what was rendered. */
export class RenderFailure extends HelmError {
  /** The refusal without that advice. */
  readonly reason: HelmError
  /** What was rendered, when it is the rendered text that is wrong. */
  readonly files: ReadonlyMap<string, string>
  constructor(reason: HelmError, files: ReadonlyMap<string, string>) {
    super(`${reason.message}\n\nUse --debug flag to render out invalid YAML`, reason.diagnostics)
    this.reason = reason
    this.files = files
  }
}

/**
 * Renders a loaded chart as `helm template` of the chosen version does. The values are what the user gave;
 * the chart's defaults are merged in here. Throws HelmError with Helm's text and our diagnostics.
 *
 * Templates that include one another run on this thread's stack. With Node's usual one they nest some 700 deep,
 * which is less than Helm allows; beyond that StackExhausted is thrown, a HelmError with the code
 * `template-too-deep`. A `Worker` with `resourceLimits: { stackSizeMb: 256 }` goes as deep as Helm does.
 *
 * @example
 * const chart = loadChart(nodeFileSystem, 'charts/dagu')
 * printManifests(renderChart(chart, newMap(), { host: nodeHost, release: { name: 'dagu', namespace: 'default' } }))
 */
export function renderChart(loaded: Chart, user: GoMap, options: RenderOptions): Render {
  const version = options.version ?? resolveHelmVersion()!
  const log = options.log ?? noLog
  const kubeVersion = options.kubeVersion
    ? parseKubeVersion(options.kubeVersion, version)
    : defaultKubeVersion(version)
  const chart = processDependencies(loaded, user, { version, log })
  const values = coalesceValues(chart, user, { version, log, merge: false })
  if (!options.skipSchemaValidation)
    validateValues(chart, values, {
      version,
      log,
      debug: options.debug,
      ...(options.sources && { sources: options.sources }),
    })
  let files = new Map<string, string>()
  try {
    checkKubeVersion(chart, kubeVersion, { version })
    options.provenance?.begin(loaded, chart, values)
    const rendered = renderTemplates(chart, {
      helm: version,
      host: options.host,
      values,
      release: releaseObject(options.release),
      capabilities: capabilities(version, kubeVersion, options.apiVersions ?? []),
      log,
      once: options.once ?? false,
      ...(options.limits && { limits: options.limits }),
      ...(options.provenance && { provenance: options.provenance }),
    })
    const taken = takeNotes(rendered, chart, { subNotes: options.subNotes ?? false })
    files = taken.files
    const sorted = sortManifests(files, { version, log, rankOf: installRank })
    return { chart, values, files, notes: taken.notes, ...sorted }
  } catch (error) {
    if (!(error instanceof HelmError) || error instanceof StackExhausted) throw error
    throw new RenderFailure(error, files)
  }
}

function releaseObject({
  name,
  namespace,
  isUpgrade = false,
  revision = 1,
}: RenderOptions['release']): GoMap {
  return mapOf([
    ['Name', name],
    ['Namespace', namespace],
    ['IsUpgrade', isUpgrade],
    ['IsInstall', !isUpgrade],
    ['Revision', int(revision)],
    ['Service', 'Helm'],
  ])
}
