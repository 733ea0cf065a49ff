import { HelmError, refusal, type Chart, type HelmVersion } from '../chart/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { lineAndColumn, TemplateSyntaxError, templateSyntaxDiagnostic } from '../template/index.ts'
import type { GoValue } from '../go/values.ts'
import { accountOf, type Account } from './failure-notes.ts'
import { syntaxHint } from './syntax-hint.ts'
import { LimitError } from './limits.ts'
import { trimSpace } from './functions/strings.ts'
import { ExecutionError, type GoPanic, warnEnd, warnStart, WrappedError } from './execute/error.ts'

const warned = new RegExp(`${warnStart}([^]*)${warnEnd}`)

/** A file that does not parse, in Helm's words (engine.go, cleanupParseError). */
export function parseFailure(
  file: string,
  error: TemplateSyntaxError,
  functions: () => Iterable<string>,
): HelmError {
  const tokens = error.message.split(': ')
  const text =
    tokens.length === 1
      ? `parse error in (${file}): ${error.message}`
      : `parse error at (${tokens[1]}): ${tokens.at(-1)}`
  const hint = syntaxHint(error.detail, functions)
  return new HelmError(text, [
    { ...templateSyntaxDiagnostic(error), while: [`parsing ${file}`], ...(hint !== undefined && { hint }) },
  ])
}

/** A template that could not go on, in the words of the chosen Helm, with our own account below. */
export function executionFailure(
  error: ExecutionError,
  helm: HelmVersion,
  scene: { values: GoValue; templates: readonly string[]; root: Chart },
): HelmError {
  return new HelmError(helmText(error, helm), [diagnosticOf(error, scene)])
}

/** A template that asks for more than a render may have, or than JavaScript can hold. Helm goes on, or dies of it. */
export function limitFailure(file: string, error: LimitError | RangeError): HelmError {
  const isOwn = error instanceof LimitError
  const why = isOwn ? error.message : 'it makes a text or a list that is too long'
  return refusal('render-limit', `rendering ${file} was stopped: ${why}`, {
    span: { file, line: 1, column: 1 },
    hint: isOwn
      ? `if the chart is to be trusted, give it more: --limit ${error.limit}=N`
      : 'look for a value that holds itself twice, or a text that doubles',
  })
}

/** A panic of text/template's own, which Helm's engine catches. */
export function panicFailure(file: string, { message }: GoPanic): HelmError {
  return refusal('template-failed', `rendering template failed: ${message}`, {
    span: { file, line: 1, column: 1 },
    hint: 'this Helm breaks on {{ x | call }}; a newer one says what is wrong',
  })
}

/** engine.go: cleanupExecError in Helm 3, reformatExecErrorMsg in Helm 4. */
function helmText(error: ExecutionError, helm: HelmVersion): string {
  const message = helm.comparisonNamesTypes ? error.message : withoutTypes(error.message)
  const [, location = '', rest = ''] = splitTokens(message)
  const warning = warned.exec(rest)
  if (warning) return `execution error at (${location}): ${warning[1]}`
  if (!helm.multilineErrors) return message
  const levels: string[] = []
  for (let at: Error | undefined = error; at; at = innerOf(at)) {
    const level = traceable(helm.comparisonNamesTypes ? at.message : withoutTypes(at.message))
    if (level === undefined) return message
    if (levels.at(-1) !== level) levels.push(level)
  }
  return trimSpace(levels.join(''))
}

function innerOf(error: Error): Error | undefined {
  return error instanceof ExecutionError || error instanceof WrappedError ? error.inner : undefined
}

/** Go before 1.24 did not say which types could not be compared. */
function withoutTypes(message: string): string {
  return message.replace(/(incompatible types for comparison): [^:\n]+? and [^\s:]+( \{\})?$/, '$1')
}

function splitTokens(message: string): string[] {
  const first = message.indexOf(': ')
  const second = message.indexOf(': ', first + 2)
  return first < 0 || second < 0
    ? [message]
    : [message.slice(0, first), message.slice(first + 2, second), message.slice(second + 2)]
}

/** One level of Helm 4's account, or undefined for a text that is not text/template's. */
function traceable(message: string): string | undefined {
  if (!message.startsWith('template: ')) return undefined
  const rest = message.slice('template: '.length)
  if (rest.startsWith('no template ')) return `${message}\n`
  // What follows is the next level's, and long: where the pattern fits before it, it is not looked at.
  const next = rest.indexOf(nextLevel)
  const executing = (next >= 0 && level.exec(rest.slice(0, next + nextLevel.length))) || level.exec(rest)
  if (executing) {
    const [, location, name, context, text] = executing as unknown as string[]
    return `${location}\n  executing "${name}" at <${context}>:\n    ${upToNext(text!)}\n`
  }
  const colon = rest.lastIndexOf(': ')
  if (colon < 0) return undefined
  return `${rest.slice(0, colon)}\n  ${upToNext(rest.slice(colon + 2))}\n`
}

const level = /^([^]*?): executing "([^"]*)" at <([^]*?)>: ([^]*)$/
const nextLevel = ' template:'

function upToNext(text: string): string {
  const next = text.indexOf(nextLevel)
  return next < 0 ? text : text.slice(0, next)
}

/** Our own account: the innermost template, its place, and the way that led there. */
function diagnosticOf(error: ExecutionError, scene: Parameters<typeof executionFailure>[2]): Diagnostic {
  const chain: ExecutionError[] = []
  let last: Error = error
  for (let at: Error | undefined = error; at; at = innerOf(at)) {
    if (at instanceof ExecutionError) chain.push(at)
    last = at
  }
  const deepest = chain.at(-1)!
  const reason = last === deepest ? deepest.reason : `${deepest.reason}${last.message}`
  const warning = warned.exec(reason)
  const outer = chain.slice(0, -1).reverse()
  return {
    code: warning ? 'value-required' : codeOf(reason),
    severity: 'error',
    message: warning ? warning[1]! : reason,
    span: spanOf(deepest),
    while: [
      ...(deepest.place.template === deepest.place.tree.name
        ? []
        : [`executing "${deepest.place.template}"`]),
      ...counted(outer.map((one) => `executing <${one.context}>, included from ${placeText(one)}`)),
    ],
    ...account(reason, deepest, scene),
  }
}

/** Steps that repeat, as in a template that includes itself, are told once. */
function counted(steps: readonly string[]): string[] {
  const runs: { step: string; times: number }[] = []
  for (const step of steps) {
    const last = runs.at(-1)
    if (last?.step === step) last.times++
    else runs.push({ step, times: 1 })
  }
  return runs.map(({ step, times }) => (times === 1 ? step : `${step} (${times} times)`))
}

function codeOf(reason: string): Diagnostic['code'] {
  if (reason.startsWith('nil pointer evaluating')) return 'template-nil-pointer'
  return reason.startsWith('error calling') ? 'template-call-failed' : 'template-failed'
}

function account(
  reason: string,
  { context, node, place: { tree } }: ExecutionError,
  scene: Parameters<typeof executionFailure>[2],
): Account {
  return accountOf({ ...scene, reason, context, file: tree.name, text: tree.text, pos: node.pos })
}

function spanOf(error: ExecutionError) {
  const { tree } = error.place
  const { line, column } = lineAndColumn(tree.text, error.node.pos)
  return { file: tree.name, line, column, excerpt: tree.text.split('\n')[line - 1]! }
}

function placeText(error: ExecutionError): string {
  const { file, line, column } = spanOf(error)
  return `${file}:${line}:${column}`
}
