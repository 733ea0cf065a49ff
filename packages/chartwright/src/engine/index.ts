/**
 * Renders charts as Helm does: executes templates with Go's truth, printing and errors, over the values and
 * files that `chart` prepares. What differs between Helm's versions comes from `chart`'s table.
 */
export { HelmError, loadChart, loadFiles, mergeValueOptions, printManifests } from '../chart/index.ts'
export { fixedHost, memoryFileSystem } from '../io/index.ts'
export { defaultRenderLimits, type RenderLimits } from './limits.ts'
export { renderChart, RenderFailure, type Render, type RenderOptions } from './render-chart.ts'
export {
  Provenance,
  type Decision,
  type Gap,
  type KeyRead,
  type OutputLine,
  type SourcePlace,
} from './provenance/index.ts'
export { StackExhausted } from './stack-exhausted.ts'
export { renderNameTemplate } from './render-name-template.ts'
