import type { ChartMeta } from '../../author/index.ts'
import { jsonLines } from './emit-values.ts'

/** Chart.yaml. */
export function emitChartYaml(meta: ChartMeta): string {
  const text = (key: string, value: string | undefined) =>
    value === undefined ? [] : jsonLines(key, value, '')
  const list = (key: string, value: readonly object[] | readonly string[] | undefined) =>
    value?.length ? jsonLines(key, structuredClone(value) as never, '') : []
  return [
    'apiVersion: v2',
    ...text('name', meta.name),
    ...text('description', meta.description),
    'type: application',
    `version: ${JSON.stringify(meta.version)}`,
    ...(meta.appVersion === undefined ? [] : [`appVersion: ${JSON.stringify(meta.appVersion)}`]),
    // The suffix admits versions such as v1.28.3-gke.1, which are pre-releases to SemVer.
    `kubeVersion: ">=${meta.kubernetes}.0-0"`,
    ...text('home', meta.home),
    ...list('sources', meta.sources),
    ...list('keywords', meta.keywords),
    ...list('maintainers', meta.maintainers),
    '',
  ].join('\n')
}
