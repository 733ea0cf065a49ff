import { DiagnosticError } from '../../diagnostics/index.ts'
import { isList, isScalar, profileHelper, type ExprNode, type Field, type Json } from '../../author/index.ts'
import { keyOf } from '../conditions.ts'

/** How far a template has gone in: what the root is called there, and what the dot is. */
export interface Scope {
  chart: string
  /** `.` at the top of a file, `$` where `with` or `range` has moved the dot. */
  root: '.' | '$'
  /** The key of the expression that the dot stands for. */
  subject?: string
  /** Expressions that somebody wants to know of whether they are written, the nearest first. */
  watched?: Watched
  /** Named templates that were used, to emit no others. */
  used: Set<string>
}

export interface Watched {
  key: string
  isSeen: boolean
  around: Watched | undefined
}

/** Inside a `with` or `range`. */
export function inner(scope: Scope, subject?: string): Scope {
  const { subject: _, ...rest } = scope
  return { ...rest, root: '$', ...(subject !== undefined && { subject }) }
}

/** An expression as the text of a pipeline, without braces. */
export function printExpression(node: ExprNode, scope: Scope): string {
  const { subject, watched } = scope
  if (subject !== undefined || watched) {
    const key = keyOf(node)
    for (let one = watched; one; one = one.around) if (one.key === key) one.isSeen = true
    if (key === subject) return '.'
  }
  switch (node.e) {
    case 'value':
      return node.byProfile
        ? printProfiled(node, node.byProfile, scope)
        : path(scope.root === '.' ? '.Values' : '$.Values', node.path)
    case 'var':
      return `$${node.hint}`
    case 'field':
      return printField(node, scope)
    case 'builtin':
      return scope.root === '.' ? `.${node.path}` : `$.${node.path}`
    case 'lit':
      return typeof node.value === 'string' ? quoted(node.value) : String(node.value)
    case 'include':
      return include(node.helper, scope.root, scope)
    case 'template':
      return templateText(node.text, scope)
    case 'generated':
      return printGenerated(node, scope)
    case 'call':
      return printCall(node, scope)
  }
}

/** An expression where one word is expected: in parentheses unless it is one. */
export function printOperand(node: ExprNode, scope: Scope): string {
  const text = printExpression(node, scope)
  return /^[^\s]+$/.test(text) || node.e === 'lit' ? text : `(${text})`
}

export function include(helper: string, dot: string, scope: Scope): string {
  scope.used.add(helper)
  return `include "${scope.chart}.${helper}" ${dot}`
}

/** A string as a template writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}

/** Whether a number prints the same with or without `int64`: Helm's numbers are float64. */
export function printsBare(node: Exclude<ExprNode, { e: 'lit' }>): boolean {
  const { type } = node
  // From a million on a float64 prints as 1e+06.
  return givesInteger(node) || (type.t === 'int' && type.max !== undefined && type.max < 1_000_000)
}

/** Go's own integers, which print as they are and compare with each other. */
export function givesInteger(node: ExprNode): boolean {
  return node.e === 'call' && ['count', 'add', 'max', 'min'].includes(node.fn)
}

function path(root: string, keys: readonly string[]): string {
  let text = root
  for (const [index, key] of keys.entries()) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) text += `.${key}`
    else return `(index ${text} ${keys.slice(index).map(quoted).join(' ')})`
  }
  return text
}

/**
 * A value whose default depends on the profile: values.yaml leaves it out, so that one that is there was set.
 * Lists have their defaults in a named template. So have maps, as resources are, and these are empty until
 * they are set.
 */
function printProfiled(
  { path: keys, type }: ExprNode & { e: 'value' },
  { value, defaults }: NonNullable<Field['byProfile']>,
  scope: Scope,
): string {
  const values = scope.root === '.' ? '.Values' : '$.Values'
  const own = path(values, keys)
  const defaultsIn = (kind: string) => `(${include(profileHelper(keys), scope.root, scope)} | ${kind})`
  if (!isScalar(type) && !isList(type)) return `default ${defaultsIn('fromYaml')} ${own}`
  const last = keys.at(-1)!
  // Helm's .Values is of a type of its own, which dig does not take.
  const around = keys.length > 1 ? path(values, keys.slice(0, -1)) : `(pick ${values} ${quoted(last)})`
  if (isList(type)) return `dig ${quoted(last)} ${defaultsIn('fromYamlArray')} ${around}`
  const pairs = Object.entries(defaults).map(([word, one]) => `${quoted(word)} ${literal(one)}`)
  return `dig ${quoted(last)} (get (dict ${pairs.join(' ')}) ${path(values, [value])}) ${around}`
}

/**
 * A field of an entry that the operator added has no default in values.yaml. `dig` gives it one and keeps 0
 * and false, which `default` would not.
 */
function printField(node: ExprNode & { e: 'field' }, scope: Scope): string {
  const keys = [node.key]
  let of = node.of
  while (of.e === 'field') {
    keys.unshift(of.key)
    of = of.of
  }
  const root = printExpression(of, scope)
  const scalar = ['string', 'int', 'number', 'bool'].includes(node.type.t)
  if ((!scalar || node.required) && keys.length === 1) return path(root === '.' ? '' : root, keys)
  const fallback = scalar ? literal(node.default) : node.type.t === 'list' ? 'list' : 'dict'
  return `dig ${keys.map(quoted).join(' ')} ${fallback} ${root}`
}

function literal(value: Json): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}

function printCall(node: ExprNode & { e: 'call' }, scope: Scope): string {
  const operands = () => node.args.map((arg) => printOperand(arg, scope)).join(' ')
  switch (node.fn) {
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return `${node.fn} ${node.args.map((arg) => comparable(arg, scope)).join(' ')}`
    case 'and':
    case 'or':
      // One alone is itself: `or x` prints as `x`.
      return node.args.length === 1
        ? printExpression(node.args[0]!, scope)
        : `${node.fn} ${flattened(node, scope)}`
    case 'not':
      return `not ${operands()}`
    case 'contains':
    case 'hasPrefix':
      return `${node.fn} ${printOperand(node.args[1]!, scope)} ${printOperand(node.args[0]!, scope)}`
    case 'join':
      return `join ${operands()}`
    case 'count':
      return `len ${countable(node.args[0]!, scope)}`
    case 'add':
    case 'max':
    case 'min':
      // sprig's functions give int64, and take whatever number there is.
      return `${node.fn} ${operands()}`
    case 'sha256':
      return `${printExpression(node.args[0]!, scope)} | sha256sum`
    case 'pairs':
      return include('pairs', printOperand(node.args[0]!, scope), scope)
    case 'image': {
      const image = printOperand(node.args[0]!, scope)
      const root = scope.root === '.' ? '.Values.global' : '$.Values.global'
      return include('image', `(dict "image" ${image} "global" ${root})`, scope)
    }
    case 'sharedImage': {
      const [registry, name, tag, instead] = node.args.map((arg) => printOperand(arg, scope))
      const root = scope.root === '.' ? '.Values.global' : '$.Values.global'
      const fix = instead === undefined ? '' : ` "instead" ${instead}`
      const parts = `"registry" ${registry!} "name" ${name!} "tag" ${tag!}${fix}`
      return include('sharedImage', `(dict ${parts} "global" ${root})`, scope)
    }
    case 'firstPort':
    case 'lastPort': {
      const part = node.fn === 'firstPort' ? 'first' : 'last'
      return `splitList "-" ${operands()} | ${part} | int`
    }
    case 'member':
      // In parentheses a null has fields, all of them null.
      return `(${printExpression(node.args[0]!, scope)}).${String((node.args[1] as { value: string }).value)}`
    case 'omit':
      return `omit ${mapOperand(node.args[0]!, scope)} ${node.args
        .slice(1)
        .map((arg) => printOperand(arg, scope))
        .join(' ')}`
    case 'merge':
      return `merge (dict) ${node.args.map((arg) => mapOperand(arg, scope)).join(' ')}`
    case 'b64enc':
    case 'buildCustomCert':
    case 'list':
      return `${node.fn} ${operands()}`
    case 'urlEscape':
      // A plus sign means a space only in queries.
      return `${operands()} | urlquery | replace "+" "%20"`
    case 'hasApi':
      return `${scope.root === '.' ? '' : '$'}.Capabilities.APIVersions.Has ${operands()}`
    case 'range': {
      const [first, last] = node.args.map((arg) => printOperand(arg, scope))
      return `untilStep ${first!} (add1 ${last!} | int) 1`
    }
    case 'default':
      return `default ${printOperand(node.args[1]!, scope)} ${printOperand(node.args[0]!, scope)}`
    case 'since': {
      const version = `${scope.root === '.' ? '' : '$'}.Capabilities.KubeVersion.Version`
      return `semverCompare ">=${String((node.args[0] as { value: string }).value)}-0" ${version}`
    }
    case 'concat':
      return printf(node.args, scope)
    case 'pods':
      throw new DiagnosticError([
        {
          code: 'expression-as-value',
          severity: 'error',
          message: 'podsOf() gives the labels of a selector, which are no value for anything else',
          ...(node.at && { span: node.at }),
        },
      ])
  }
}

function printGenerated(node: ExprNode & { e: 'generated' }, scope: Scope): string {
  const given = node.given ? printOperand(node.given, scope) : '""'
  const dict = `dict "root" ${scope.root} "given" ${given} "name" $name "key" ${quoted(node.key)} "length" ${node.length}`
  return include('generated', `(${dict})`, scope)
}

/** The planner's own piece of template, for where it stands. */
function templateText(text: string, scope: Scope): string {
  for (const [, name] of text.matchAll(/include "CHART\.([A-Za-z]+)"/g)) scope.used.add(name!)
  return text
    .replaceAll('"CHART.', `"${scope.chart}.`)
    .replace(/(^|[^\w])@/g, `$1${scope.root === '.' ? '' : '$'}`)
}

/** Functions over maps do not take null. */
function mapOperand(node: ExprNode, scope: Scope): string {
  const text = printOperand(node, scope)
  return node.e === 'call' && (node.fn === 'omit' || node.fn === 'merge') ? text : `(default dict ${text})`
}

/** Lists and maps may be null, which has no length. */
function countable(node: ExprNode, scope: Scope): string {
  const text = printOperand(node, scope)
  if (node.e === 'lit' || node.type.t === 'string') return text
  return `(default ${node.type.t === 'list' ? 'list' : 'dict'} ${text})`
}

function flattened(node: ExprNode & { e: 'call' }, scope: Scope): string {
  const parts = (one: ExprNode): ExprNode[] =>
    one.e === 'call' &&
    (one.fn === node.fn || (one.args.length === 1 && (one.fn === 'and' || one.fn === 'or')))
      ? one.args.flatMap(parts)
      : [one]
  return node.args
    .flatMap(parts)
    .map((part) => printOperand(part, scope))
    .join(' ')
}

/** Go compares numbers only of one kind: values are float64, `--set` gives int64, literals are int. */
function comparable(node: ExprNode, scope: Scope): string {
  const numeric = node.e !== 'lit' && (node.type.t === 'int' || node.type.t === 'number')
  return numeric && !givesInteger(node) ? `(int ${printOperand(node, scope)})` : printOperand(node, scope)
}

function printf(parts: readonly ExprNode[], scope: Scope): string {
  let format = ''
  const args: string[] = []
  for (const part of parts) {
    if (part.e === 'lit') {
      format += String(part.value).replaceAll('%', '%%')
    } else {
      const number = part.type.t === 'int'
      format += number ? '%d' : part.type.t === 'string' ? '%s' : '%v'
      args.push(number ? `(int64 ${printOperand(part, scope)})` : printOperand(part, scope))
    }
  }
  if (args.length === 0) return quoted(format.replaceAll('%%', '%'))
  return `printf ${quoted(format)} ${args.join(' ')}`
}
