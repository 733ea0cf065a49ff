import type { GoMap, GoValue } from '../go/index.ts'
import type { ChartFile } from './chart-file.ts'

/** A maintainer of a chart, as Chart.yaml names one. Absent fields are "". */
export interface Maintainer {
  name: string
  email: string
  url: string
}

/** One entry of Chart.yaml's `dependencies` (or of a v1 chart's requirements.yaml). Absent fields are "". */
export interface Dependency {
  name: string
  /** The constraint on the dependency's version. */
  version: string
  repository: string
  condition: string
  tags: string[] | null
  /** Set while dependencies are processed: whether conditions and tags leave it in. */
  enabled: boolean
  importValues: GoValue[] | null
  alias: string
}

/**
 * What Chart.yaml says, with Go's zero values for what it leaves out: templates see these as `.Chart`, and
 * there an absent string is "", an absent list nil.
 */
export interface Metadata {
  name: string
  home: string
  sources: string[] | null
  version: string
  description: string
  keywords: string[] | null
  maintainers: Maintainer[] | null
  icon: string
  apiVersion: string
  condition: string
  tags: string
  appVersion: string
  deprecated: boolean
  annotations: Record<string, string> | null
  kubeVersion: string
  dependencies: Dependency[] | null
  type: string
}

/** Chart.lock or requirements.lock: the versions `helm dependency` chose. */
export interface Lock {
  generated: string
  digest: string
  dependencies: Dependency[]
}

/**
 * A chart as loaded: its files sorted into their roles and its subcharts below it. A loaded chart is never
 * changed; processing its dependencies gives another that shares the files.
 */
export interface Chart {
  metadata: Metadata
  lock: Lock | undefined
  /** Every file of the chart itself (not of its subcharts' folders), as found. */
  raw: readonly ChartFile[]
  /** What lies below templates/, in the order found. */
  templates: readonly ChartFile[]
  /** Files that templates reach with `.Files`: all but templates, charts, and the chart's own descriptions. */
  files: readonly ChartFile[]
  /** The defaults of values.yaml; null when the chart has no such file or it is empty. */
  values: GoMap | null
  /** values.yaml itself, for its comments and positions. */
  valuesFile: ChartFile | undefined
  schema: ChartFile | undefined
  /** Subcharts found below charts/; after processing, the enabled ones. */
  dependencies: readonly Chart[]
  /** The chart that holds this one; undefined for the root. */
  parent: Chart | undefined
  /** Where it was loaded from, for messages: the argument's path, with `/charts/…` for a subchart. */
  origin: string
}

/** The chart's path in Source comments and template names: `parent/charts/child`. */
export function chartFullPath(chart: Chart): string {
  return chart.parent ? `${chartFullPath(chart.parent)}/charts/${chart.metadata.name}` : chart.metadata.name
}

/** The chart's path in warnings: `parent.child`. */
export function chartPath(chart: Chart): string {
  return chart.parent ? `${chartPath(chart.parent)}.${chart.metadata.name}` : chart.metadata.name
}

export function isLibrary(chart: Chart): boolean {
  return chart.metadata.type.toLowerCase() === 'library'
}

export interface Crd {
  /** Its path inside its chart: `crds/foo.yaml`. */
  name: string
  /** With the chart's full path before it. */
  path: string
  file: ChartFile
}

/** The files of crds/, of the chart and then of its subcharts. Helm never renders them. */
export function crdsOf(chart: Chart): Crd[] {
  const own = chart.files
    .filter((file) => file.name.startsWith('crds/') && /\.(ya?ml|json)$/i.test(file.name))
    .map((file) => ({ name: file.name, path: `${chartFullPath(chart)}/${file.name}`, file }))
  return [...own, ...chart.dependencies.flatMap(crdsOf)]
}
