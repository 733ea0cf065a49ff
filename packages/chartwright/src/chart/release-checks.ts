import { type Chart, type Dependency } from './chart.ts'
import { isCompatible } from './dependencies/compatible.ts'
import { refusal } from './helm-error.ts'
import { type HelmVersion, resolveHelmVersion } from './helm-version.ts'
import { type Log, noLog } from './log.ts'
import type { Span } from '../diagnostics/index.ts'
import { spanOf } from './span-in-file.ts'
import { quote } from '../go/quote.ts'

interface CheckOptions {
  version?: HelmVersion
  log?: Log
}

/** Refuses library charts: Helm renders applications only. Throws HelmError. */
export function checkInstallable(chart: Chart): void {
  const { type, name } = chart.metadata
  if (type === '' || type === 'application') return
  throw refusal('chart-not-installable', `${type} charts are not installable`, {
    message: `${name} is a ${type} chart: it has templates for other charts and no objects of its own`,
    span: spanInChartFile(chart, ['type']),
    hint: 'make it a dependency of an application chart and render that',
  })
}

/** Refuses a chart whose charts/ lacks something Chart.yaml lists, switched off or not. Throws HelmError. */
export function checkDependencies(
  chart: Chart,
  { version = resolveHelmVersion()! }: CheckOptions = {},
): void {
  const missing: Dependency[] = (chart.metadata.dependencies ?? []).filter(
    (wanted) => !chart.dependencies.some((child) => child.metadata.name === wanted.name),
  )
  if (missing.length === 0) return
  const names = missing.map((dependency) => dependency.name).join(', ')
  throw refusal(
    'dependency-missing',
    uncheckedText(version, `found in Chart.yaml, but missing in charts/ directory: ${names}`),
    {
      message: `${chart.metadata.name} depends on ${names}, and charts/ does not hold ${missing.length > 1 ? 'them' : 'it'}`,
      span: spanInChartFile(chart, [
        'dependencies',
        String(chart.metadata.dependencies!.indexOf(missing[0]!)),
      ]),
      notes: missing
        .filter((dependency) => dependency.repository !== '')
        .map(({ name, version, repository }) => ({ message: `${name} ${version} comes from ${repository}` })),
      hint: `run "helm dependency build ${chart.origin}"`,
    },
  )
}

function uncheckedText(version: HelmVersion, why: string): string {
  const an = version.line === 3 ? 'An' : 'an'
  const mark = version.quotesCommandsWithApostrophes ? "'" : '`'
  return `${an} error occurred while checking for chart dependencies. You may need to run ${mark}helm dependency build${mark} to fetch missing dependencies: ${why}`
}

/**
 * Refuses a chart of apiVersion v3, an experiment of Helm 4: it loads one, checks what it depends on, and
 * renders none. Throws HelmError.
 */
export function refuseVersion3(chart: Chart, version: HelmVersion): never {
  checkInstallable(chart)
  const declared = chart.metadata.dependencies?.length ?? 0
  const isShort = declared < chart.dependencies.length
  // Helm makes room for as many as charts/ holds, and stumbles over those that Chart.yaml does not fill. Where
  // it declares more, Helm panics; ours names them.
  if (!isShort) checkDependencies(chart, { version })
  const text = isShort
    ? uncheckedText(version, 'unsupported chart dependency type')
    : 'invalid chart apiVersion'
  throw refusal('chart-metadata-invalid', text, {
    message: 'apiVersion v3 is an experiment of Helm 4 that its own commands do not render',
    span: spanInChartFile(chart, ['apiVersion']),
    hint: 'write apiVersion: v2',
  })
}

function spanInChartFile(chart: Chart, path: readonly string[]): Span {
  const file = chart.raw.find(({ name }) => name === 'Chart.yaml')
  return spanOf(file, `${chart.origin}/Chart.yaml`, path)
}

const releaseName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Refuses names that a release may not have. Throws HelmError. */
export function checkReleaseName(
  name: string,
  { version = resolveHelmVersion()!, log = noLog }: CheckOptions = {},
): void {
  if (name !== '' && name.length <= 53 && isReleaseName(name)) return
  const problem =
    name === ''
      ? 'no name provided'
      : `invalid release name, must match regex ${releaseName.source} and the length must not be longer than 53`
  const better = nearestName(name)
  let text = `release name ${quote(name)}: ${problem}`
  if (version.line === 4) {
    const message = 'release name check failed'
    log(
      { code: 'release-name-invalid', severity: 'error', message },
      { site: 'release-name', level: 'ERROR', attributes: [['error', text]] },
    )
    text = `${message}: ${text}`
  }
  throw refusal('release-name-invalid', text, {
    message:
      name.length > 53
        ? `a release's name has at most 53 characters; this one has ${name.length}`
        : `${quote(name)} cannot name a release: lower-case letters, digits, "-" and "." only, letters or digits at both ends`,
    ...(better === '' ? {} : { hint: `try "${better}"` }),
  })
}

/** The pattern above backtracks without end on hostile names, so the parts are looked at one by one. */
function isReleaseName(name: string): boolean {
  return name
    .split('.')
    .every((part) => /^[-a-z0-9]+$/.test(part) && !part.startsWith('-') && !part.endsWith('-'))
}

function nearestName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 53)
    .replace(/^[-.]+|[-.]+$/g, '')
    .replace(/\.[-.]+|-+\./g, '.')
}

/** Refuses a chart whose kubeVersion the cluster's version does not meet. Throws HelmError. */
export function checkKubeVersion(
  chart: Chart,
  cluster: { version: string; normalized?: string },
  { version = resolveHelmVersion()! }: CheckOptions = {},
): void {
  const { kubeVersion, name } = chart.metadata
  if (kubeVersion === '' || isCompatible(kubeVersion, cluster.normalized ?? cluster.version, version)) return
  throw refusal(
    'kube-version-unmet',
    `chart requires kubeVersion: ${kubeVersion} which is incompatible with Kubernetes ${cluster.version}`,
    {
      message: `${name} wants Kubernetes ${kubeVersion}; this render is for ${cluster.version}`,
      span: spanInChartFile(chart, ['kubeVersion']),
      hint: 'pass the version of your cluster with --kube-version',
    },
  )
}
