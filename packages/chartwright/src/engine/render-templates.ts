import {
  ContentCache,
  chartFullPath,
  isLibrary,
  noLog,
  type Chart,
  type ChartFile,
  type HelmVersion,
  type Log,
} from '../chart/index.ts'
import { compareStrings } from '../go/sort.ts'
import { GoError } from '../go/error.ts'
import { isStackOverflow } from '../go/stack.ts'
import { isMap, newMap, newTypedMap, renamed, unnamed, type GoMap, type GoStruct } from '../go/values.ts'
import type { Host } from '../io/index.ts'
import { TemplateSyntaxError, type SharedPipes } from '../template/index.ts'
import { chartObject } from './chart-object.ts'
import { ExecutionError, GoPanic } from './execute/error.ts'
import { execute, isTooLong } from './execute/frame.ts'
import { executionFailure, limitFailure, panicFailure, parseFailure } from './execution-failure.ts'
import { LimitError, newBudget, type RenderLimits } from './limits.ts'
import { filesObject } from './files.ts'
import type { Provenance } from './provenance/index.ts'
import { helmFunctions, type HelmRender } from './functions/helm.ts'
import { contextualFunctions, pureFunctions } from './functions/registry.ts'
import { StackExhausted } from './stack-exhausted.ts'
import { addTemplates, parseFile, type LazyTemplate } from './template-set.ts'

export interface TemplateRender {
  helm: HelmVersion
  host: Host
  /** `.Values` of the root chart, coalesced. */
  values: GoMap
  release: GoMap
  capabilities: GoStruct
  lintMode?: boolean
  log?: Log
  limits?: Partial<RenderLimits>
  lookup?: HelmRender['lookup']
  provenance?: Provenance
  once?: boolean
}

interface Renderable {
  path: string
  file: ChartFile
  /** Which chart's it is, in the order in which dots are made. */
  chart: number
  basePath: string
}

/** What is the same in every render of a loaded chart by one version of Helm. */
interface Plan {
  /** In the order of execution. */
  renderables: readonly Renderable[]
  templates: ReadonlyMap<string, LazyTemplate>
}

const plans = new WeakMap<Chart, Map<HelmVersion, Plan>>()

/**
 * Renders every template of a chart and its subcharts, by path, as Helm's engine does. Throws HelmError.
 */
export function renderTemplates(chart: Chart, options: TemplateRender): Map<string, string> {
  const dots = dotsOf(chart, options)
  const render = newRender(options)
  const { renderables, templates } = planned(chart, render, options)
  render.templates = templates
  const rendered = new Map<string, string>()
  for (const { path, chart: index, basePath } of renderables) {
    if (path.startsWith('_', path.lastIndexOf('/') + 1)) continue
    const dot = dots[index]!
    dot.Template = Object.assign(newTypedMap(valuesType(options.helm)), { Name: path, BasePath: basePath })
    const run = () => renderOne(render, path, dot, chart)
    rendered.set(path, options.provenance ? options.provenance.file(path, run) : run())
    if (options.once) templates.get(path)!.release()
  }
  return rendered
}

/** A chart that is rendered again has its files parsed and in order. */
function planned(chart: Chart, render: HelmRender, options: TemplateRender): Plan {
  if (options.provenance) return planOf(chart, render, options)
  let ofChart = plans.get(chart)
  if (!ofChart) plans.set(chart, (ofChart = new Map<HelmVersion, Plan>()))
  let plan = ofChart.get(options.helm)
  if (!plan) ofChart.set(options.helm, (plan = planOf(chart, render, options)))
  return plan
}

function planOf(chart: Chart, render: HelmRender, options: TemplateRender): Plan {
  const renderables = deepestFirst(collect(chart))
  const templates = new Map<string, LazyTemplate>()
  const isFunction = {
    has: (name: string) => pureFunctions().has(name) || name in render.functions,
    names: () => {
      const names = [...pureFunctions().keys()]
      for (const name in render.functions) names.push(name)
      return names
    },
  }
  for (const { path, file } of renderables)
    addTemplates(templates, parsed(file, path, isFunction, render.pipes, options))
  return { renderables, templates }
}

function renderOne(render: HelmRender, path: string, dot: GoMap, root: Chart): string {
  const template = render.templates.get(path)!
  try {
    const text = execute(template, render, dot)
    return text.includes('<no value>') ? text.replaceAll('<no value>', '') : text
  } catch (error) {
    if (error instanceof ExecutionError) {
      const templates = [...render.templates.keys()]
      throw executionFailure(error, render.helm, { values: dot.Values ?? null, templates, root })
    }
    if (isStackOverflow(error)) throw new StackExhausted(path)
    if (error instanceof GoPanic) throw panicFailure(path, error)
    if (error instanceof LimitError || isTooLong(error)) throw limitFailure(path, error)
    if (error instanceof GoError) throw new Error(`a function's error was not wrapped: ${error.message}`)
    throw error
  }
}

function newRender({
  helm,
  host,
  lintMode = false,
  log = noLog,
  limits,
  lookup,
  provenance,
}: TemplateRender): HelmRender {
  const render: HelmRender = {
    helm,
    host,
    budget: newBudget(limits),
    templates: new Map(),
    functions: Object.create(contextualFunctions({ host, helm })) as HelmRender['functions'],
    pipes: new Map(),
    including: [],
    lintMode,
    log,
    lookup,
    provenance,
  }
  Object.assign(render.functions, helmFunctions(render))
  if (provenance) render.functions = provenance.functions(render.functions)
  return render
}

/** Parsed files by path and content, and by version, for functions differ. */
const parsedFiles = new ContentCache<LazyTemplate[]>()

function parsed(
  file: ChartFile,
  path: string,
  functions: { has(name: string): boolean; names(): string[] },
  pipes: SharedPipes,
  { helm, provenance }: TemplateRender,
): LazyTemplate[] {
  const key = `${helm.version} ${path}${provenance ? ' traced' : ''}`
  const { text } = file
  const known = parsedFiles.get(key, text)
  if (known) return known
  try {
    const pure = provenance?.pure ?? pureFunctions()
    const traced = { tracing: provenance?.tracing, pipes, uncountedComments: helm.uncountedComments }
    return parsedFiles.set(key, text, parseFile(path, text, functions, pure, traced))
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw parseFailure(path, error, () => functions.names())
    if (isStackOverflow(error)) throw new StackExhausted(path)
    throw error
  }
}

/**
 * The dot of each chart, the root's first, each before its subcharts' (engine.go, recAllTpls). A chart's dot and
 * its `.Values` are of a named type; its parent sees the same maps without that name.
 */
function dotsOf(chart: Chart, options: TemplateRender): GoMap[] {
  const dots: GoMap[] = []
  const type = valuesType(options.helm)
  const visit = (at: Chart, values: GoMap): GoMap => {
    const subcharts = newMap()
    const dot = Object.assign(newTypedMap(type), {
      Chart: chartObject(at, options.helm),
      Files: filesOf(at, options.helm),
      Release: options.release,
      Capabilities: options.capabilities,
      Values: values,
      Subcharts: subcharts,
    })
    dots.push(dot)
    for (const child of at.dependencies) {
      const { name } = child.metadata
      const inParent = values[name]
      const own = isMap(inParent) ? renamed(inParent, type) : newTypedMap(type)
      if (isMap(inParent)) values[name] = unnamed(own)
      subcharts[name] = unnamed(visit(child, own))
    }
    return dot
  }
  visit(chart, renamed(options.values, type))
  return dots
}

/** Every template; of two with the same path the later chart's, in the order of dotsOf. */
function collect(chart: Chart): Renderable[] {
  const found = new Map<string, Renderable>()
  let charts = 0
  const visit = (at: Chart): void => {
    const index = charts++
    for (const child of at.dependencies) visit(child)
    const home = chartFullPath(at)
    for (const file of at.templates) {
      const base = file.name.slice(file.name.lastIndexOf('/') + 1)
      if (isLibrary(at) && !base.startsWith('_')) continue
      const path = `${home}/${file.name}`
      found.set(path, { path, file, chart: index, basePath: `${home}/templates` })
    }
  }
  visit(chart)
  return [...found.values()]
}

// By whether an empty file has no lines, and by the files.
const filesObjects = new Map<boolean, WeakMap<readonly ChartFile[], GoStruct>>()

/** Nothing can be set in `.Files`, so all renders of a loaded chart share it. */
function filesOf({ files }: Chart, { linesOfEmptyFile }: HelmVersion): GoStruct {
  let known = filesObjects.get(linesOfEmptyFile)
  if (!known) filesObjects.set(linesOfEmptyFile, (known = new WeakMap<readonly ChartFile[], GoStruct>()))
  let object = known.get(files)
  if (!object) known.set(files, (object = filesObject(files, linesOfEmptyFile)))
  return object
}

function valuesType(helm: HelmVersion): string {
  return helm.line === 3 ? 'chartutil.Values' : 'common.Values'
}

/** Deepest paths first, then by name from the end: templates of parents override those of their subcharts. */
function deepestFirst(renderables: readonly Renderable[]): Renderable[] {
  return Array.from(renderables, (renderable) => ({ renderable, depth: renderable.path.split('/').length }))
    .sort((a, b) => b.depth - a.depth || compareStrings(b.renderable.path, a.renderable.path))
    .map(({ renderable }) => renderable)
}
