import { GoInt, isMap } from '../../go/index.ts'
import { formatFloat } from '../../go/strconv.ts'
import { hasLegacyFormat } from './legacy-formats.ts'
import { marshal } from './legacy-json.ts'
import type { LegacyNode } from './legacy-compile.ts'
import { isInteger, isMultiple } from './numbers.ts'

/** One thing wrong, as gojsonschema reports it. */
export interface LegacyFailure {
  path: string[]
  keyword: string
  text: string
  /** The name a `required` or `additionalProperties` failure is about. */
  property?: string
  expected?: string
  /** The names an object may have. */
  known?: string[]
}

/** Failures, and how well the value fitted: the best of several schemas is the one whose failures are shown. */
class Result {
  failures: LegacyFailure[] = []
  score = 0

  add(path: string[], keyword: string, text: string, more: Partial<LegacyFailure> = {}): void {
    this.failures.push({ path, keyword, text, ...more })
    this.score -= 2
  }

  merge(other: Result): void {
    for (const failure of other.failures) this.failures.push(failure)
    this.score += other.score
  }

  get isValid(): boolean {
    return this.failures.length === 0
  }
}

/** What is wrong with values, in gojsonschema's order; objects in theirs. */
export function legacyFailures(node: LegacyNode, value: unknown): LegacyFailure[] {
  const result = new Result()
  validate(node, value, [], result)
  return result.failures
}

/** `a.b: text`, the line of a failure after its dash. */
export function legacyLine(failure: LegacyFailure): string {
  return `${fieldOf(failure.path)}: ${failure.text}`
}

function fieldOf(path: string[]): string {
  return path.length === 0 ? '(root)' : path.join('.')
}

function sub(node: LegacyNode, value: unknown, path: string[]): Result {
  const result = new Result()
  validate(node, value, path, result)
  return result
}

function validate(node: LegacyNode, value: unknown, path: string[], result: Result): void {
  if (node.pass !== undefined) {
    if (!node.pass) result.add(path, 'false', 'False always fails validation')
    return
  }
  if (node.ref) {
    validate(node.ref, value, path, result)
    return
  }
  const type = typeOf(value)
  const isNumber = type === 'integer' || type === 'number'
  const fits = node.types.includes(type) || (type === 'integer' && node.types.includes('number'))
  if (node.types.length > 0 && !fits) {
    const expected = node.types.length > 1 ? `[${node.types.join(',')}]` : node.types[0]!
    result.add(path, 'type', `Invalid type. Expected: ${expected}, given: ${type}`, { expected })
    return
  }
  combine(node, value, path, result)
  if (type === 'array') array(node, value as unknown[], path, result)
  else if (type === 'object') object(node, value as Record<string, unknown>, path, result)
  else if (isNumber) number(node, value as number | GoInt, path, result)
  common(node, value, path, result)
  if (type === 'string') string(node, value as string, path, result)
  if (type === 'object') {
    for (const property of node.properties) {
      if (!Object.hasOwn(value as object, property.property)) continue
      const next = (value as Record<string, unknown>)[property.property]
      validate(property, next, [...path, property.property], result)
    }
  }
  result.score++
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || value instanceof GoInt) return isInteger(value) ? 'integer' : 'number'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'object' || isMap(value) ? 'object' : typeof value
}

function combine(node: LegacyNode, value: unknown, path: string[], result: Result): void {
  if (node.anyOf.length > 0) {
    let best: Result | undefined
    let valid = false
    for (const schema of node.anyOf) {
      const found = sub(schema, value, path)
      valid = found.isValid
      if (valid) break
      if (!best || found.score > best.score) best = found
    }
    if (!valid) {
      result.add(path, 'anyOf', 'Must validate at least one schema (anyOf)')
      if (best) result.merge(best)
    }
  }
  if (node.oneOf.length > 0) {
    let best: Result | undefined
    let valid = 0
    for (const schema of node.oneOf) {
      const found = sub(schema, value, path)
      if (found.isValid) valid++
      else if (valid === 0 && (!best || found.score > best.score)) best = found
    }
    if (valid !== 1) {
      result.add(path, 'oneOf', 'Must validate one and only one schema (oneOf)')
      if (valid === 0 && best) result.merge(best)
    }
  }
  if (node.allOf.length > 0) {
    let valid = 0
    for (const schema of node.allOf) {
      const found = sub(schema, value, path)
      if (found.isValid) valid++
      result.merge(found)
    }
    if (valid !== node.allOf.length) result.add(path, 'allOf', 'Must validate all the schemas (allOf)')
  }
  if (node.not && sub(node.not, value, path).isValid)
    result.add(path, 'not', 'Must not validate the schema (not)')
  if (node.dependencies.size > 0 && typeOf(value) === 'object') {
    const map = value as Record<string, unknown>
    for (const [name, dependency] of node.dependencies) {
      if (!Object.hasOwn(map, name)) continue
      if (!Array.isArray(dependency)) validate(dependency, value, path, result)
      else
        for (const needed of dependency)
          if (!Object.hasOwn(map, needed))
            result.add(path, 'required', `Has a dependency on ${needed}`, { property: needed })
    }
  }
  if (node.if) {
    const holds = sub(node.if, value, path).isValid
    const branch = holds ? node.then : node.else
    const found = branch && sub(branch, value, path)
    if (found && !found.isValid) {
      result.add(
        path,
        'if',
        `Must validate "${holds ? 'then' : 'else'}" as "if" was ${holds ? '' : 'not '}valid`,
      )
      result.merge(found)
    }
  }
  result.score++
}

function common(node: LegacyNode, value: unknown, path: string[], result: Result): void {
  if (node.const !== undefined || node.enum.length > 0) {
    const text = marshal(value)
    if (node.const !== undefined && text !== node.const)
      result.add(path, 'const', `${fieldOf(path)} does not match: ${node.const}`, { expected: node.const })
    if (node.enum.length > 0 && !node.enum.includes(text)) {
      const allowed = node.enum.join(', ')
      result.add(path, 'enum', `${fieldOf(path)} must be one of the following: ${allowed}`, {
        expected: allowed,
      })
    }
  }
  result.score++
}

function array(node: LegacyNode, items: unknown[], path: string[], result: Result): void {
  const each = (schema: LegacyNode, i: number) => result.merge(sub(schema, items[i], [...path, String(i)]))
  if (node.items && node.itemsAreOne) items.forEach((_, i) => each(node.items![0]!, i))
  else if (node.items && node.items.length > 0) {
    const count = Math.min(node.items.length, items.length)
    for (let i = 0; i < count; i++) each(node.items[i]!, i)
    if (node.items.length < items.length) {
      if (node.additionalItems === false)
        result.add(path, 'additionalItems', 'No additional items allowed on array')
      else if (typeof node.additionalItems === 'object')
        for (let i = count; i < items.length; i++) each(node.additionalItems, i)
    }
  }
  if (node.minItems !== undefined && items.length < node.minItems)
    result.add(path, 'minItems', `Array must have at least ${node.minItems} items`)
  if (node.maxItems !== undefined && items.length > node.maxItems)
    result.add(path, 'maxItems', `Array must have at most ${node.maxItems} items`)
  if (node.uniqueItems) {
    const seen = new Map<string, number>()
    for (const [i, item] of items.entries()) {
      const text = marshal(item)
      const before = seen.get(text)
      if (before !== undefined) result.add(path, 'uniqueItems', `array items[${before},${i}] must be unique`)
      seen.set(text, i)
    }
  }
  if (node.contains) {
    let best: Result | undefined
    let found = false
    for (const [i, item] of items.entries()) {
      const one = sub(node.contains, item, [...path, String(i)])
      found = one.isValid
      if (found) break
      if (!best || one.score > best.score) best = one
    }
    if (!found) {
      result.add(path, 'contains', 'At least one of the items must match')
      if (best) result.merge(best)
    }
  }
  result.score++
}

function object(node: LegacyNode, map: Record<string, unknown>, path: string[], result: Result): void {
  const names = Object.keys(map)
  if (node.minProperties !== undefined && names.length < node.minProperties)
    result.add(path, 'minProperties', `Must have at least ${node.minProperties} properties`)
  if (node.maxProperties !== undefined && names.length > node.maxProperties)
    result.add(path, 'maxProperties', `Must have at most ${node.maxProperties} properties`)
  for (const property of node.required) {
    if (Object.hasOwn(map, property)) result.score++
    else result.add(path, 'required', `${property} is required`, { property })
  }
  const known = new Set(node.properties.map((property) => property.property))
  for (const name of names) {
    let matched = false
    for (const { pattern, node: schema } of node.patternProperties) {
      if (!pattern.test(name)) continue
      matched = true
      result.merge(sub(schema, map[name], [...path, name]))
    }
    if (matched) result.score++
    if (matched || known.has(name)) continue
    if (node.additionalProperties === false) {
      const text = `Additional property ${name} is not allowed`
      result.add(path, 'additionalProperties', text, { property: name, known: [...known] })
    } else if (typeof node.additionalProperties === 'object')
      result.merge(sub(node.additionalProperties, map[name], [...path, name]))
  }
  if (node.propertyNames) {
    for (const name of names) {
      const found = sub(node.propertyNames, name, path)
      if (found.isValid) continue
      result.add(path, 'propertyNames', `Property name of "${name}" does not match`, { property: name })
      result.merge(found)
    }
  }
  result.score++
}

function string(node: LegacyNode, text: string, path: string[], result: Result): void {
  const length = node.minLength === undefined && node.maxLength === undefined ? 0 : Array.from(text).length
  if (node.minLength !== undefined && length < node.minLength)
    result.add(path, 'minLength', `String length must be greater than or equal to ${node.minLength}`)
  if (node.maxLength !== undefined && length > node.maxLength)
    result.add(path, 'maxLength', `String length must be less than or equal to ${node.maxLength}`)
  if (node.pattern && !node.pattern.test(text))
    result.add(path, 'pattern', `Does not match pattern '${node.pattern.source}'`)
  if (node.format !== '' && !hasLegacyFormat(node.format, text))
    result.add(path, 'format', `Does not match format '${node.format}'`)
  result.score++
}

function number(node: LegacyNode, value: number | GoInt, path: string[], result: Result): void {
  const got = value instanceof GoInt ? value.n : value
  const { multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node
  const shown = (limit: number) => formatFloat(limit, 'g', -1)
  if (multipleOf !== undefined && !isMultiple(value, multipleOf))
    result.add(path, 'multipleOf', `Must be a multiple of ${shown(multipleOf)}`)
  if (maximum !== undefined && got > maximum)
    result.add(path, 'maximum', `Must be less than or equal to ${shown(maximum)}`)
  if (exclusiveMaximum !== undefined && got >= exclusiveMaximum)
    result.add(path, 'exclusiveMaximum', `Must be less than ${shown(exclusiveMaximum)}`)
  if (minimum !== undefined && got < minimum)
    result.add(path, 'minimum', `Must be greater than or equal to ${shown(minimum)}`)
  if (exclusiveMinimum !== undefined && got <= exclusiveMinimum)
    result.add(path, 'exclusiveMinimum', `Must be greater than ${shown(exclusiveMinimum)}`)
  if (node.format !== '' && !hasLegacyFormat(node.format, got))
    result.add(path, 'format', `Does not match format '${node.format}'`)
  result.score++
}
