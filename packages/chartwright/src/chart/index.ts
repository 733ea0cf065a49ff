/**
 * A Helm chart, all but the execution of its templates: loading folders and archives, values and how they
 * merge, `--set`, dependencies, values.schema.json, and what becomes of rendered text (documents, order,
 * hooks). The engine stands on it and is not known here; what differs between Helm's versions is in
 * `helm-version.ts`.
 */
export {
  type Chart,
  type Crd,
  type Dependency,
  type Lock,
  type Maintainer,
  type Metadata,
  chartFullPath,
  chartPath,
  crdsOf,
  isLibrary,
} from './chart.ts'
export { ChartFile } from './chart-file.ts'
export type { Hook, HookEvent, Manifest, ManifestHead } from './manifest.ts'
export { type HelmVersion, knownHelmVersions, resolveHelmVersion } from './helm-version.ts'
