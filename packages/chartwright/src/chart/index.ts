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
export { ContentCache } from './content-cache.ts'
export { type ProcessOptions, processDependencies } from './dependencies/process-dependencies.ts'
export { HelmError, type RefusalDetails, refusal } from './helm-error.ts'
export { type HelmVersion, knownHelmVersions, resolveHelmVersion } from './helm-version.ts'
export { type LoadLimits, defaultLimits } from './load/limits.ts'
export { type LoadOptions, loadArchive, loadChart, loadFiles } from './load/load-chart.ts'
export { type DebugLog, type Log, type LogFrame, type LogSite, noLog } from './log.ts'
export type { Hook, HookEvent, Manifest, ManifestHead } from './manifest.ts'
export { type PrintOptions, printManifests, showOnly, source } from './manifests/print-manifests.ts'
export { type SortOptions, type SortedManifests, sortManifests } from './manifests/sort-manifests.ts'
export { type CoalesceOptions, coalesceValues } from './values/coalesce.ts'
export { type MergeContext, type ValueOptions, mergeValueOptions } from './values/merge-options.ts'
export { isCompatible } from './dependencies/compatible.ts'
export { checkDependencies, checkInstallable, checkKubeVersion, checkReleaseName } from './release-checks.ts'
export { type SchemaOptions, validateValues } from './schema/validate-values.ts'
export { type Shape, decodeInto, string } from './decode.ts'
export { decodeMetadata, emptyMetadata } from './load/metadata.ts'
export { fileMatch } from './load/file-match.ts'
export { coalesceTables } from './values/coalesce.ts'
export { copyMap } from './values/copy.ts'
export { mergeMaps } from './values/merge-maps.ts'
export { type ReadValuesOptions, readValues } from './values/read-values.ts'
export { takeNotes } from './manifests/notes.ts'
