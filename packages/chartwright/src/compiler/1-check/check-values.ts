import type { Diagnostic } from '../../diagnostics/index.ts'
import { nodeOf, whenOf, type App, type ExprNode, type Field, type Type } from '../../author/index.ts'
import { houseValueNames, knobNames, profiledValues, quantityPattern } from '../../author/index.ts'
import { valuesIn } from './check-raw-templates.ts'
import { accepts } from './pattern.ts'
import { problem } from './problem.ts'

/** Values: read somewhere, with defaults that their own types accept. */
export function checkValues(app: App): Diagnostic[] {
  const read = readPaths(app)
  const problems: Diagnostic[] = []
  // Values that have no default of their own read the profile.
  for (const { field } of profiledValues(app.values)) read.add(field.byProfile.value)
  const own = Object.entries(app.values.fields).filter(([name]) => !houseValueNames.has(name))
  for (const [name, field] of own) {
    const at = app.declaredAt.get(name)
    for (const path of unread(name, field, read))
      problems.push(
        problem('value-unread', at, `the value "${path}" is declared but nothing reads it`, {
          hint: 'use it, or leave it out: an operator who sets it would see no effect',
        }),
      )
  }
  // A platform may add to the groups that every chart has, such as global.
  for (const [name, field] of Object.entries(app.values.fields))
    for (const message of [...badDefaults(name, field.type, field.default), ...badProfiles(name, field)])
      problems.push(problem('value-default', app.declaredAt.get(name), message))
  return problems
}

/** What nothing reads; a group of which nothing is read is one mistake. */
function unread(path: string, field: Field, read: ReadonlySet<string>): string[] {
  if (read.has(path)) return []
  if (field.type.t !== 'group') return [path]
  const fields = Object.entries(field.type.fields)
  const below = fields.map(([key, inner]): [string, string[]] => [
    `${path}.${key}`,
    unread(`${path}.${key}`, inner, read),
  ])
  const whole = below.every(([inner, paths]) => paths.length === 1 && paths[0] === inner)
  return whole && fields.length > 0 ? [path] : below.flatMap(([, paths]) => paths)
}

function badDefaults(path: string, type: Type, value: unknown): string[] {
  switch (type.t) {
    case 'group':
      return Object.entries(type.fields).flatMap(([key, field]) =>
        badDefaults(`${path}.${key}`, field.type, field.default),
      )
    case 'map':
      return [
        ...Object.entries((value ?? {}) as object).flatMap(([key, entry]) =>
          partial(`${path}.${key}`, type.of, entry),
        ),
        ...Object.keys((value ?? {}) as object).flatMap((key) =>
          type.keys ? badDefaults('', type.keys, key).map((said) => keyed(path, said)) : [],
        ),
        ...(type.of.t === 'group' ? richDefaults(path, type.of.fields) : []),
      ]
    case 'string':
      if (typeof value !== 'string') return [`the default of "${path}" is not a text`]
      if (type.enum && !type.enum.includes(value))
        return [`the default of "${path}" is "${value}", not one of ${type.enum.join(', ')}`]
      if (type.pattern && accepts(type.pattern, value) === undefined)
        return [`the pattern of "${path}", ${type.pattern}, cannot be read: Helm reads RE2's`]
      if (type.pattern === quantityPattern && !accepts(type.pattern, value))
        return [
          `the default of "${path}" is "${value}", which is no quantity: write it as "500m", "2" or "1Gi"`,
        ]
      if (type.pattern && !accepts(type.pattern, value))
        return [`the default of "${path}", "${value}", does not match ${type.pattern}`]
      if (value.length < (type.minLength ?? 0))
        return [`the default of "${path}" is empty, and empty is refused`]
      if ([...value].length > (type.maxLength ?? Infinity))
        return [`the default of "${path}" has more than ${type.maxLength} characters`]
      return []
    case 'int':
    case 'number':
      if (type.t === 'int' && !Number.isInteger(value))
        return [`the default of "${path}" is not a whole number`]
      if (typeof value !== 'number') return [`the default of "${path}" is no number`]
      if (type.t === 'int' && type.orZero && value === 0) return []
      if ((type.min ?? -Infinity) > (type.max ?? Infinity))
        return [`"${path}" takes no number: its least, ${type.min}, is above its most, ${type.max}`]
      if (value < (type.min ?? -Infinity) || value > (type.max ?? Infinity))
        return [`the default of "${path}" is ${String(value)}, outside ${type.min ?? ''}..${type.max ?? ''}`]
      return []
    case 'list':
      if (!Array.isArray(value)) return [`the default of "${path}" is no list`]
      return value.flatMap((item, index) => partial(`${path}.${index}`, type.of, item))
    case 'user': {
      const wanted = type.what.schema.type === 'array' ? 'list' : 'map'
      const fits = typeof value === 'object' && value !== null && Array.isArray(value) === (wanted === 'list')
      return fits ? [] : [`the default of "${path}" is no ${wanted}`]
    }
    case 'bool':
      return typeof value === 'boolean' ? [] : [`the default of "${path}" is not true or false`]
    default:
      return []
  }
}

/** What is said of a default, said of a key. */
const keyed = (path: string, said: string) =>
  said.replace('the default of ""', `a key of the default of "${path}"`).replace('""', `keys of "${path}"`)

/** Each profile's default meets the type, as the default of all does. */
function badProfiles(path: string, { type, byProfile }: Field): string[] {
  if (type.t === 'group')
    return Object.entries(type.fields).flatMap(([key, field]) => badProfiles(`${path}.${key}`, field))
  return Object.entries(byProfile?.defaults ?? {}).flatMap(([word, value]) =>
    badDefaults(path, type, value).map((message) => `in the profile "${word}" ${message}`),
  )
}

/** An entry of a map writes only some of its fields. */
function partial(path: string, type: Type, value: unknown): string[] {
  if (type.t !== 'group') return badDefaults(path, type, value)
  return Object.entries((value ?? {}) as object).flatMap(([key, entry]) => {
    const field = type.fields[key]
    return field
      ? partial(`${path}.${key}`, field.type, entry)
      : [`the default of "${path}" has "${key}", which is not declared`]
  })
}

/** An entry that the operator adds has nothing in values.yaml: a default may only be a scalar or empty. */
function richDefaults(path: string, fields: Record<string, Field>, below = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const key = `${below}${name}`
    if (field.knownToTemplates) return []
    if (field.type.t === 'group') return richDefaults(path, field.type.fields, `${key}.`)
    const rich =
      typeof field.default === 'object' && field.default !== null && Object.keys(field.default).length > 0
    return rich
      ? [
          `"${path}.<name>.${key}" has a default that entries added by an operator would not get; give it to an entry of the map's default`,
        ]
      : []
  })
}

/** The paths that parts of the description read. `*` stands for the entries of a map. */
function readPaths(app: App): Set<string> {
  const read = new Set<string>()
  const seen = new Set<object>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const node = nodeOf(value)
    if (node) return visitNode(node)
    if (seen.has(value)) return
    seen.add(value)
    const conditional = whenOf(value)
    if (conditional) {
      visitNode(conditional.condition)
      visit(conditional.then)
      visit(conditional.otherwise)
      return
    }
    if ('e' in value) return visitNode(value as ExprNode)
    for (const [key, inner] of Object.entries(value))
      // Fields of Kubernetes are called values too: those are lists.
      if (key === 'values' && !Array.isArray(inner)) visitKnobs(inner)
      else visit(inner)
  }
  const visitNode = (node: ExprNode): void => {
    if (node.e === 'value') read.add(node.path.join('.'))
    if (node.e === 'field') visitNode(node.of)
    if (node.e === 'call') for (const arg of node.args) visitNode(arg)
  }
  // A workload takes only the knobs from its group: the fields beside them must be read by name.
  const visitKnobs = (value: unknown): void => {
    const node = nodeOf(value)
    if (node?.e === 'value') for (const key of knobNames) read.add([...node.path, key].join('.'))
  }
  for (const part of app.parts) {
    if (part.part === 'raw-template') for (const path of valuesIn(part)) read.add(path)
    visit(part)
  }
  return read
}
