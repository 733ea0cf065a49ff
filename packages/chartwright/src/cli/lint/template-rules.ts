import { HelmError, loadChart, type Chart, type HelmVersion, type Log } from '../../chart/index.ts'
import { StackExhausted } from '../../engine/index.ts'
import { isMap, type GoMap } from '../../go/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { parseYaml } from '../../yaml/index.ts'
import { deprecationProblem } from './deprecation-problem.ts'
import type { LintReport } from './message.ts'
import { objectNameProblem } from './object-name.ts'
import { readObjects, type LintedObject } from './read-objects.ts'

export interface TemplateLintOptions {
  version: HelmVersion
  values: GoMap
  /** The minor of the Kubernetes that deprecations are judged for. */
  kubernetesMinor: number
  log: Log
  /** Renders as a lint does: `required` and `fail` do not stop it. Throws HelmError. */
  render(chart: Chart): ReadonlyMap<string, string> | undefined
}

const directory = 'templates/'

/** Helm's rules about templates/ and what it renders, in its order and words (lint/rules/template.go). */
export function lintTemplates(
  report: LintReport,
  files: FileSystem,
  folder: string,
  options: TemplateLintOptions,
): void {
  const { version } = options
  const kind = files.stat(`${folder}/templates`)?.kind
  if (version.line === 4) {
    if (!report.check('WARNING', directory, kind ? undefined : 'directory does not exist')) return
    if (!report.check('ERROR', directory, kind === 'directory' ? undefined : 'not a directory')) return
  } else if (
    !report.check('WARNING', directory, kind && kind !== 'directory' ? 'not a directory' : undefined)
  ) {
    return
  }
  let chart: Chart
  let rendered: ReadonlyMap<string, string> | undefined
  try {
    chart = loadChart(files, folder, { version, log: options.log, skipDetection: true })
    rendered = options.render(chart)
  } catch (error) {
    if (!(error instanceof HelmError) || error instanceof StackExhausted) throw error
    report.check('ERROR', directory, error.message)
    return
  }
  if (!rendered) return
  for (const template of chart.templates) {
    report.check('ERROR', template.name, extensionProblem(template.name))
    if (version.line === 3) lintForHelm3(report, template.name, template.text)
    if (!isYamlName(template.name, version)) continue
    const text = rendered.get(`${chart.metadata.name}/${template.name}`) ?? ''
    if (text.trim() !== '' && !lintRendered(report, template.name, text, options)) return
  }
}

/** What Helm 2 allowed and Helm 3 does not. */
function lintForHelm3(report: LintReport, name: string, text: string): void {
  const isCrdHook = /"?helm\.sh\/hook"?:\s+crd-install/.test(text)
  report.check(
    'WARNING',
    name,
    isCrdHook
      ? 'manifest is a crd-install hook. This hook is no longer supported in v3 and all CRDs should also exist the crds/ directory at the top level of the chart'
      : undefined,
  )
  const usesTime = /\.Release\.Time/.test(text)
  report.check(
    'ERROR',
    name,
    usesTime
      ? '.Release.Time has been removed in v3, please replace with the `now` function in your templates'
      : undefined,
  )
}

/** Whether the file could be read: Helm stops the whole lint of templates at one that is not YAML. */
function lintRendered(report: LintReport, name: string, text: string, options: TemplateLintOptions): boolean {
  const { version, kubernetesMinor } = options
  report.check('WARNING', name, indentProblem(text))
  for (const object of readObjects(text, version)) {
    if ('problem' in object) return report.check('ERROR', name, object.problem)
    const { apiVersion, kind } = object
    report.check('WARNING', name, objectNameProblem(kind, object.name))
    report.check(
      'WARNING',
      name,
      deprecationProblem(apiVersion, kind, kubernetesMinor, version.kubernetesMinor),
    )
    report.check('ERROR', name, selectorProblem(object, text))
    report.check('ERROR', name, listProblem(object, text, version))
  }
  return true
}

function extensionProblem(name: string): string | undefined {
  const extension = extensionOf(name)
  if (['.yaml', '.yml', '.tpl', '.txt'].includes(extension)) return undefined
  return `file extension '${extension}' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt`
}

/** Helm 3 means .yml too, but its condition says .yaml only. */
function isYamlName(name: string, { line }: HelmVersion): boolean {
  const extension = extensionOf(name)
  return line === 3 ? extension === '.yaml' : ['.yaml', '.yml'].includes(extension.toLowerCase())
}

function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1)
  return base.includes('.') ? base.slice(base.lastIndexOf('.')) : ''
}

function indentProblem(text: string): string | undefined {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  if (!/^[ \t]/.test(first)) return undefined
  return `document starts with an illegal indent: ${JSON.stringify(first)}, which may cause parsing problems`
}

function selectorProblem({ kind, name }: LintedObject, text: string): string | undefined {
  if (!['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].includes(kind)) return undefined
  // Helm looks in the whole file, so one selector serves all of its documents.
  if (text.includes('matchLabels') || text.includes('matchExpressions')) return undefined
  return `a ${kind} must contain matchLabels or matchExpressions, and ${JSON.stringify(name)} does not`
}

function listProblem({ kind }: LintedObject, text: string, { line }: HelmVersion): string | undefined {
  if (kind !== 'List') return undefined
  // Again the whole file, of which Go reads the first document.
  const { value } = parseYaml(text)
  const items = isMap(value) && Array.isArray(value.items) ? value.items : []
  const kept = items.some(
    (item) =>
      isMap(item) &&
      isMap(item.metadata) &&
      isMap(item.metadata.annotations) &&
      Object.hasOwn(item.metadata.annotations, 'helm.sh/resource-policy'),
  )
  return kept
    ? `${line === 3 ? 'Annotation' : 'annotation'} 'helm.sh/resource-policy' within List objects are ignored`
    : undefined
}
