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
import { isStackOverflow, StackExhausted } from './stack-exhausted.ts'
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
  /** The chart's dot, shared by its templates. */
  dot: GoMap
  basePath: string
}

/**
 * Renders every template of a chart and its subcharts, by path, as Helm's engine does. Throws HelmError.
 */
export function renderTemplates(chart: Chart, options: TemplateRender): Map<string, string> {
  const renderables = collect(chart, options)
  const order = deepestFirst(renderables.keys())
  const render = newRender(options)
  const isFunction = {
    has: (name: string) => pureFunctions().has(name) || name in render.functions,
    names: () => {
      const names = [...pureFunctions().keys()]
      for (const name in render.functions) names.push(name)
      return names
    },
  }
  for (const path of order) {
    const { file } = renderables.get(path)!
    addTemplates(render.templates, parsed(file, path, isFunction, render.pipes, options))
  }
  const rendered = new Map<string, string>()
  for (const path of order) {
    if (path.startsWith('_', path.lastIndexOf('/') + 1)) continue
    const { dot, basePath } = renderables.get(path)!
    dot.Template = Object.assign(newTypedMap(valuesType(options.helm)), { Name: path, BasePath: basePath })
    const run = () => renderOne(render, path, dot, chart)
    rendered.set(path, options.provenance ? options.provenance.file(path, run) : run())
    if (options.once) render.templates.get(path)!.release()
  }
  return rendered
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
    const traced = { tracing: provenance?.tracing, pipes }
    return parsedFiles.set(key, text, parseFile(path, text, functions, pure, traced))
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw parseFailure(path, error, () => functions.names())
    if (isStackOverflow(error)) throw new StackExhausted(path)
    throw error
  }
}

/**
 * Every template by path, with the dot of its chart (engine.go, recAllTpls). A chart's dot and its `.Values` are
 * of a named type; its parent sees the same maps without that name.
 */
function collect(chart: Chart, options: TemplateRender): Map<string, Renderable> {
  const found = new Map<string, Renderable>()
  const type = valuesType(options.helm)
  const visit = (at: Chart, values: GoMap): GoMap => {
    const subcharts = newMap()
    const dot = Object.assign(newTypedMap(type), {
      Chart: chartObject(at, options.helm),
      Files: filesObject(at.files, options.helm.linesOfEmptyFile),
      Release: options.release,
      Capabilities: options.capabilities,
      Values: values,
      Subcharts: subcharts,
    })
    for (const child of at.dependencies) {
      const { name } = child.metadata
      const inParent = values[name]
      const own = isMap(inParent) ? renamed(inParent, type) : newTypedMap(type)
      if (isMap(inParent)) values[name] = unnamed(own)
      subcharts[name] = unnamed(visit(child, own))
    }
    const home = chartFullPath(at)
    for (const file of at.templates) {
      const base = file.name.slice(file.name.lastIndexOf('/') + 1)
      if (isLibrary(at) && !base.startsWith('_')) continue
      const path = `${home}/${file.name}`
      found.set(path, { path, file, dot, basePath: `${home}/templates` })
    }
    return dot
  }
  visit(chart, renamed(options.values, type))
  return found
}

function valuesType(helm: HelmVersion): string {
  return helm.line === 3 ? 'chartutil.Values' : 'common.Values'
}

/** Deepest paths first, then by name from the end: templates of parents override those of their subcharts. */
function deepestFirst(paths: Iterable<string>): string[] {
  return Array.from(paths, (path) => ({ path, depth: path.split('/').length }))
    .sort((a, b) => b.depth - a.depth || compareStrings(b.path, a.path))
    .map(({ path }) => path)
}
