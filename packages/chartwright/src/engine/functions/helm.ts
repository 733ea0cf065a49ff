import type { Log } from '../../chart/index.ts'
import { newMap, type GoMap, type GoValue } from '../../go/values.ts'
import { quote } from '../../go/quote.ts'
import { TemplateSyntaxError, type SharedPipes } from '../../template/index.ts'
import { ExecutionError, warnEnd, warnStart, WrappedError } from '../execute/error.ts'
import { execute, type RenderState } from '../execute/frame.ts'
import type { Provenance } from '../provenance/index.ts'
import { addTemplates, parseFile, type LazyTemplate } from '../template-set.ts'
import { define, GoError, type GoFunction } from './definition.ts'
import { pureFunctions } from './registry.ts'

/** What Helm's own functions need of a render, besides what templates see of it. */
export interface HelmRender extends RenderState {
  templates: ReadonlyMap<string, LazyTemplate>
  functions: Record<string, GoFunction>
  /** Pipelines that were read in this render. */
  readonly pipes: SharedPipes
  /** The names that are being included at the moment, outermost first. */
  readonly including: string[]
  /** `helm lint`: required and fail only say what they would stop for. */
  readonly lintMode: boolean
  readonly log: Log
  readonly lookup: ((apiVersion: string, kind: string, namespace: string, name: string) => GoMap) | undefined
  readonly provenance?: Provenance | undefined
}

// Helm's recursionMaxNums.
const mostIncludes = 1000

// Signatures are the same objects in every render, so that closures know them again.
const notBound = () => null
const signatures = {
  include: define(['string', 'any'], 'string', notBound),
  tpl: define(['string', 'any'], 'string', notBound),
  required: define(['string', 'any'], 'any', notBound),
  fail: define(['string'], 'string', notBound),
  lookup: define(['string', 'string', 'string', 'string'], 'map', notBound),
}

function bound(signature: GoFunction, call: GoFunction['call']): GoFunction {
  const { params, variadic, returns } = signature
  return { params, variadic, returns, call }
}

/** include, tpl, required, fail and lookup: the functions that belong to one render. */
export function helmFunctions(render: HelmRender): Record<string, GoFunction> {
  return {
    ...templateFunctions(render),
    required: bound(signatures.required, (message: string, value: GoValue) => {
      if (value !== null && value !== '') return value
      if (render.lintMode) {
        logRequired(render, message, value === null)
        return ''
      }
      throw new GoError(`${warnStart}${message}${warnEnd}`)
    }),
    fail: bound(signatures.fail, (message: string) => {
      if (render.lintMode) {
        logFail(render, message)
        return ''
      }
      throw new GoError(`${warnStart}${message}${warnEnd}`)
    }),
    lookup: bound(signatures.lookup, (api: string, kind: string, namespace: string, name: string) =>
      render.lookup && !render.lintMode ? render.lookup(api, kind, namespace, name) : newMap(),
    ),
  }
}

function logRequired({ log, helm }: HelmRender, message: string, isNil: boolean): void {
  const said = isNil ? 'missing required value' : 'missing required values'
  log(
    {
      code: 'value-required',
      severity: 'warning',
      message: helm.line === 3 ? `[INFO] Missing required value: ${message}` : said,
    },
    { site: isNil ? 'required-nil' : 'required-empty', level: 'WARN', attributes: [['message', message]] },
  )
}

function logFail({ log, helm }: HelmRender, message: string): void {
  log(
    {
      code: 'value-required',
      severity: 'info',
      message: helm.line === 3 ? `[INFO] Fail: ${message}` : 'funcMap fail',
    },
    { site: 'fail', attributes: [['message', message]] },
  )
}

/** Those two are made anew for each `tpl`, whose text may define templates of its own. */
function templateFunctions(render: HelmRender): Record<string, GoFunction> {
  return {
    include: bound(signatures.include, (name: string, data: GoValue) => include(render, name, data)),
    tpl: bound(signatures.tpl, (text: string, data: GoValue) => tpl(render, text, data)),
  }
}

function include(render: HelmRender, name: string, data: GoValue): string {
  const { including } = render
  // Only what is nested that deep can hold a name too often.
  if (including.length > mostIncludes && isIncludedTooOften(name, including))
    throw new GoError(`rendering template has a nested reference name: ${name}: unable to execute template`)
  including.push(name)
  const template = render.templates.get(name)
  if (!template) throw new GoError(`template: no template ${quote(name)} associated with template "gotpl"`)
  const text = execute(template, render, data === null ? undefined : data)
  including.pop()
  return text
}

function isIncludedTooOften(name: string, including: readonly string[]): boolean {
  let count = 0
  for (const outer of including) if (outer === name) count++
  return count > mostIncludes
}

const parsedTexts = new Map<string, LazyTemplate[]>()
let parsedLength = 0
const mostParsedLength = 8 * 1024 * 1024

function tpl(render: HelmRender, text: string, data: GoValue): string {
  // Most values that go through tpl hold no action at all.
  if (!text.includes('{{')) return text.includes('<no value>') ? text.replaceAll('<no value>', '') : text
  const templates = parseText(render, text)
  let own = render
  if (templates.length > 1) {
    const known = new Map(render.templates)
    addTemplates(known, templates.slice(0, -1))
    own = {
      ...render,
      templates: known,
      functions: Object.create(render.functions) as HelmRender['functions'],
    }
    const functions = templateFunctions(own)
    Object.assign(own.functions, render.provenance?.functions(functions) ?? functions)
  }
  try {
    return execute(templates.at(-1)!, own, data === null ? undefined : data).replaceAll('<no value>', '')
  } catch (error) {
    if (!(error instanceof ExecutionError)) throw error
    throw new WrappedError(`error during tpl function execution for ${quote(text)}: `, error)
  }
}

/** Parsed texts by content: charts put the same few values through tpl again and again. */
function parseText(render: HelmRender, text: string): LazyTemplate[] {
  const { provenance } = render
  const key = `${render.helm.version}${provenance ? ' traced' : ''}\0${text}`
  const known = parsedTexts.get(key)
  if (known) return known
  let templates: LazyTemplate[]
  try {
    templates = parseFile(
      'gotpl',
      text,
      { has: (name) => name in render.functions || pureFunctions().has(name) },
      provenance?.pure ?? pureFunctions(),
      { tracing: provenance?.tracing, pipes: render.pipes, uncountedComments: render.helm.uncountedComments },
    )
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error
    throw new WrappedError(`cannot parse template ${quote(text)}: `, error)
  }
  parsedLength += text.length
  if (parsedLength > mostParsedLength) {
    parsedTexts.clear()
    parsedLength = text.length
  }
  parsedTexts.set(key, templates)
  return templates
}
