import { GoInt } from '../../go/index.ts'
import type { Failure, FailureKind } from './failure.ts'
import { type Node, typeNames, types } from './node.ts'
import { duplicates, equal, isInteger, isMultiple } from './numbers.ts'
import { runeCount, typeOf } from './value-type.ts'

/** Stands for any failure while nobody wants to know which. */
const failed: Failure = { path: [], kind: { keyword: 'group' }, causes: [] }

export interface ValidateOptions {
  /**
   * santhosh-tekuri 6.0.2: it counts items behind the prefix from 0, loses the place of a property's name, takes
   * a text for the number that it spells, and an address for quoted when its quote only opens.
   */
  isOld?: boolean
}

/** Whether a value meets a schema. Much quicker than asking for the failures. */
export function isValid(node: Node, value: unknown, options: ValidateOptions = {}): boolean {
  return new Run(true, options).start(node, value) === undefined
}

/**
 * What is wrong with a value, in the order santhosh-tekuri/jsonschema finds it; empty when nothing is. Go walks
 * objects in random order, we in theirs.
 */
export function failuresOf(node: Node, value: unknown, options: ValidateOptions = {}): Failure[] {
  const failure = new Run(false, options).start(node, value)
  if (!failure) return []
  return failure.kind.keyword === 'group' ? failure.causes : [failure]
}

/** The schemas on the way to this one. Those with the same `value` look at the same value. */
interface Scope {
  node: Node
  value: number
  keyword: string
  parent: Scope | undefined
}

/** Properties and items that no schema has looked at yet. */
interface Unevaluated {
  properties: Set<string> | undefined
  items: Set<number> | undefined
}

/** Schemas may refer to themselves; values may lie deep. Beyond this it is an attack. */
const maxDepth = 2000

class Run {
  private quick: boolean
  private readonly path: string[] = []
  private readonly options: ValidateOptions
  private depth = 0

  constructor(quick: boolean, options: ValidateOptions) {
    this.quick = quick
    this.options = options
  }

  start(node: Node, value: unknown): Failure | undefined {
    const scope: Scope = { node, value: 0, keyword: '', parent: undefined }
    return this.validate(node, value, scope, unevaluatedFrom(value, node, false))
  }

  private validate(
    node: Node,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
  ): Failure | undefined {
    if (node.bool !== undefined) return node.bool ? undefined : this.failure({ keyword: 'false' })
    const cycle = cycleOf(scope)
    if (cycle) {
      return this.failure({
        keyword: 'cycle',
        url: node.location,
        first: keywordLocation(scope),
        second: keywordLocation(cycle),
      })
    }
    if (++this.depth > maxDepth) throw new RangeError('schema nests too deep')
    try {
      return this.keywords(node, value, scope, unevaluated)
    } finally {
      this.depth--
    }
  }

  private keywords(
    node: Node,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
  ): Failure | undefined {
    const type = typeOf(value)
    const mask = types[type]
    if (node.types !== 0 && !(node.types & mask)) {
      if (type !== 'number' || !(node.types & types.integer) || !isInteger(value))
        return this.failure({ keyword: 'type', got: type, want: this.quick ? [] : typeNames(node.types) })
    }
    if (node.hasConst && !equal(value, node.const, this.options.isOld))
      return this.failure({ keyword: 'const', want: node.const, schema: this.quick ? '' : node.location })
    if (node.enum) {
      if (
        !(node.enum.types & mask) ||
        !node.enum.values.some((item) => equal(value, item, this.options.isOld))
      )
        return this.failure({
          keyword: 'enum',
          want: node.enum.values,
          schema: this.quick ? '' : node.location,
        })
    }
    if (node.format) {
      const problem = node.format.check(value, this.options.isOld)
      if (problem !== undefined)
        return this.failure({ keyword: 'format', got: value, want: node.format.name, problem })
    }
    const failures: Failure[] = []
    if (node.ref) {
      const failure = this.reference(node.ref, '$ref', value, scope, unevaluated)
      if (node.draft < 2019) return failure
      if (failure) failures.push(failure)
    }
    switch (type) {
      case 'object':
        this.object(node, value as Record<string, unknown>, scope, unevaluated, failures)
        break
      case 'array':
        this.array(node, value as unknown[], scope, unevaluated, failures)
        break
      case 'string':
        this.string(node, value as string, failures)
        break
      case 'number':
        this.number(node, value as number | GoInt, failures)
    }
    if (failures.length === 0 || !this.quick) {
      if (node.draft >= 2019) this.dynamicReferences(node, value, scope, unevaluated, failures)
      this.conditions(node, value, scope, unevaluated, failures)
      if (node.draft >= 2019) this.unevaluated(node, value, scope, unevaluated, failures)
    }
    if (failures.length <= 1) return failures[0]
    return this.failure({ keyword: 'group' }, failures)
  }

  private object(
    node: Node,
    object: Record<string, unknown>,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    if (node.minProperties !== undefined || node.maxProperties !== undefined) {
      const got = Object.keys(object).length
      if (got < (node.minProperties ?? 0))
        failures.push(this.failure({ keyword: 'minProperties', got, want: node.minProperties! }))
      if (got > (node.maxProperties ?? Infinity))
        failures.push(this.failure({ keyword: 'maxProperties', got, want: node.maxProperties! }))
    }
    if (node.required) {
      const missing = missingOf(object, node.required)
      if (missing) failures.push(this.failure({ keyword: 'required', missing }))
    }
    if (this.quick && failures.length > 0) return
    for (const [property, dependency] of node.dependencies ?? []) {
      if (!Object.hasOwn(object, property)) continue
      if (Array.isArray(dependency)) this.dependency(object, property, dependency, failures)
      else push(failures, this.self(dependency, '', object, scope, unevaluated))
    }
    const additional: string[] = []
    const { properties, patternProperties, additionalProperties } = node
    if (properties || patternProperties || additionalProperties !== undefined) {
      for (const name in object) {
        if (this.quick && failures.length > 0) return
        const item = object[name]
        let evaluated = false
        const schema = properties?.get(name)
        if (schema) {
          evaluated = true
          push(failures, this.member(schema, item, name, scope))
        }
        for (const { pattern, node: matching } of patternProperties ?? []) {
          if (!pattern.test(name)) continue
          evaluated = true
          push(failures, this.member(matching, item, name, scope))
        }
        if (!evaluated && additionalProperties !== undefined) {
          evaluated = true
          if (additionalProperties === false) additional.push(name)
          else if (additionalProperties !== true)
            push(failures, this.member(additionalProperties, item, name, scope))
        }
        if (evaluated) unevaluated?.properties?.delete(name)
      }
    }
    if (additional.length > 0)
      failures.push(
        this.failure({
          keyword: 'additionalProperties',
          properties: additional,
          known: [...(properties?.keys() ?? [])],
        }),
      )
    if (node.draft === 4) return
    if (node.propertyNames) this.propertyNames(node.propertyNames, object, failures)
    if (node.draft === 6) return
    for (const [property, schema] of node.dependentSchemas ?? []) {
      if (Object.hasOwn(object, property)) push(failures, this.self(schema, '', object, scope, unevaluated))
    }
    for (const [property, required] of node.dependentRequired ?? [])
      if (Object.hasOwn(object, property)) this.dependency(object, property, required, failures)
  }

  private dependency(
    object: Record<string, unknown>,
    property: string,
    required: string[],
    failures: Failure[],
  ): void {
    const missing = missingOf(object, required)
    if (missing) failures.push(this.failure({ keyword: 'dependency', property, missing }))
  }

  private propertyNames(schema: Node, object: Record<string, unknown>, failures: Failure[]): void {
    for (const name in object) {
      // Each name is a value of its own, so the places in its failures start anew.
      const run = new Run(this.quick, this.options)
      const failure = run.start(schema, name)
      if (!failure) continue
      if (this.quick) {
        failures.push(failed)
        return
      }
      failures.push({
        path: this.options.isOld ? [] : [...this.path],
        kind: { keyword: 'propertyNames', property: name },
        causes: failure.kind.keyword === 'group' ? failure.causes : [failure],
      })
    }
  }

  private array(
    node: Node,
    items: unknown[],
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    const got = items.length
    if (got < (node.minItems ?? 0))
      failures.push(this.failure({ keyword: 'minItems', got, want: node.minItems! }))
    if (got > (node.maxItems ?? Infinity))
      failures.push(this.failure({ keyword: 'maxItems', got, want: node.maxItems! }))
    if (node.uniqueItems) {
      const found = duplicates(items, this.options.isOld)
      if (found) failures.push(this.failure({ keyword: 'uniqueItems', first: found[0], second: found[1] }))
    }
    const rest = (schema: Node, from: number) => {
      for (let i = from; i < got; i++) {
        const name = String(this.options.isOld ? i - from : i)
        push(failures, this.member(schema, items[i], name, scope))
      }
    }
    const each = (schemas: Node[]): number => {
      const count = Math.min(got, schemas.length)
      for (let i = 0; i < count; i++) push(failures, this.member(schemas[i]!, items[i], String(i), scope))
      return count
    }
    if (node.draft < 2020) {
      let evaluated = 0
      if (Array.isArray(node.items)) evaluated = each(node.items)
      else if (node.items) {
        for (let i = 0; i < got; i++) push(failures, this.member(node.items, items[i], String(i), scope))
        evaluated = got
      }
      if (node.additionalItems === false) {
        if (evaluated !== got)
          failures.push(this.failure({ keyword: 'additionalItems', count: got - evaluated }))
      } else if (node.additionalItems && node.additionalItems !== true) rest(node.additionalItems, evaluated)
    } else {
      const evaluated = node.prefixItems ? each(node.prefixItems) : 0
      if (node.items2020) rest(node.items2020, evaluated)
    }
    if (node.contains) this.contains(node, node.contains, items, scope, unevaluated, failures)
  }

  private contains(
    node: Node,
    schema: Node,
    items: unknown[],
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    const causes: Failure[] = []
    const matched: number[] = []
    for (const [i, item] of items.entries()) {
      const failure = this.member(schema, item, String(i), scope)
      if (failure) causes.push(failure)
      else {
        matched.push(i)
        if (node.draft >= 2020) unevaluated?.items?.delete(i)
      }
    }
    const { minContains, maxContains } = node
    if (minContains !== undefined) {
      if (matched.length < minContains)
        failures.push(this.failure({ keyword: 'minContains', got: matched, want: minContains }, causes))
    } else if (matched.length === 0) failures.push(this.failure({ keyword: 'contains' }, causes))
    if (maxContains !== undefined && matched.length > maxContains)
      failures.push(this.failure({ keyword: 'maxContains', got: matched, want: maxContains }))
  }

  private string(node: Node, text: string, failures: Failure[]): void {
    if (node.minLength !== undefined || node.maxLength !== undefined) {
      const got = runeCount(text)
      if (got < (node.minLength ?? 0))
        failures.push(this.failure({ keyword: 'minLength', got, want: node.minLength! }))
      if (got > (node.maxLength ?? Infinity))
        failures.push(this.failure({ keyword: 'maxLength', got, want: node.maxLength! }))
    }
    if (node.pattern && !node.pattern.test(text))
      failures.push(this.failure({ keyword: 'pattern', got: text, want: node.pattern.source }))
  }

  private number(node: Node, value: number | GoInt, failures: Failure[]): void {
    const got = value instanceof GoInt ? value.n : value
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = node
    if (minimum !== undefined && got < minimum)
      failures.push(this.failure({ keyword: 'minimum', got, want: minimum }))
    if (maximum !== undefined && got > maximum)
      failures.push(this.failure({ keyword: 'maximum', got, want: maximum }))
    if (exclusiveMinimum !== undefined && got <= exclusiveMinimum)
      failures.push(this.failure({ keyword: 'exclusiveMinimum', got, want: exclusiveMinimum }))
    if (exclusiveMaximum !== undefined && got >= exclusiveMaximum)
      failures.push(this.failure({ keyword: 'exclusiveMaximum', got, want: exclusiveMaximum }))
    if (multipleOf !== undefined && !isMultiple(value, multipleOf))
      failures.push(this.failure({ keyword: 'multipleOf', got, want: multipleOf }))
  }

  private conditions(
    node: Node,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    if (node.not && !this.test(node.not, value, scope, unevaluated))
      failures.push(this.failure({ keyword: 'not' }))
    if (node.allOf) {
      const causes: Failure[] = []
      for (const schema of node.allOf) {
        push(causes, this.self(schema, '', value, scope, unevaluated))
        if (this.quick && causes.length > 0) break
      }
      if (causes.length > 0) failures.push(this.failure({ keyword: 'allOf' }, causes))
    }
    if (node.anyOf) {
      const causes: Failure[] = []
      let matched = false
      for (const schema of node.anyOf) {
        const failure = this.self(schema, '', value, scope, unevaluated)
        if (failure) causes.push(failure)
        else {
          matched = true
          if (isEmpty(unevaluated)) break
        }
      }
      if (!matched) failures.push(this.failure({ keyword: 'anyOf' }, causes))
    }
    if (node.oneOf) this.oneOf(node.oneOf, value, scope, unevaluated, failures)
    if (node.if) {
      const branch = this.test(node.if, value, scope, unevaluated) ? node.else : node.then
      if (branch) push(failures, this.self(branch, '', value, scope, unevaluated))
    }
  }

  private oneOf(
    schemas: Node[],
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    const causes: Failure[] = []
    let matched = -1
    for (const [i, schema] of schemas.entries()) {
      const failure =
        matched < 0
          ? this.self(schema, '', value, scope, unevaluated)
          : this.test(schema, value, scope, unevaluated)
      if (failure) {
        if (matched < 0) causes.push(failure)
      } else if (matched < 0) matched = i
      else {
        failures.push(this.failure({ keyword: 'oneOf', matched: [matched, i] }))
        break
      }
    }
    if (matched < 0) failures.push(this.failure({ keyword: 'oneOf', matched: undefined }, causes))
  }

  private unevaluated(
    node: Node,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    if (node.unevaluatedProperties && isObject(value)) {
      for (const name of unevaluated?.properties ?? [])
        push(failures, this.member(node.unevaluatedProperties, value[name], name, scope))
      if (unevaluated) unevaluated.properties = undefined
    }
    if (node.unevaluatedItems && Array.isArray(value)) {
      for (const i of unevaluated?.items ?? [])
        push(failures, this.member(node.unevaluatedItems, value[i], String(i), scope))
      if (unevaluated) unevaluated.items = undefined
    }
  }

  private dynamicReferences(
    node: Node,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
    failures: Failure[],
  ): void {
    if (node.recursiveRef) {
      let target = node.recursiveRef
      if (target.recursiveAnchor) {
        for (let at: Scope | undefined = scope; at; at = at.parent)
          if (at.node.resource.recursiveAnchor) target = at.node
      }
      push(failures, this.reference(target, '$recursiveRef', value, scope, unevaluated))
    }
    if (node.dynamicRef) {
      const { anchor } = node.dynamicRef
      let target = node.dynamicRef.node
      if (anchor !== '' && target.dynamicAnchor === anchor) {
        for (let at: Scope | undefined = scope; at; at = at.parent)
          target = at.node.resource.dynamicAnchors?.get(anchor) ?? target
      }
      push(failures, this.reference(target, '$dynamicRef', value, scope, unevaluated))
    }
  }

  private reference(
    schema: Node,
    keyword: string,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
  ): Failure | undefined {
    const failure = this.self(schema, keyword, value, scope, unevaluated)
    if (!failure || this.quick) return failure
    return this.failure(
      { keyword: 'reference' },
      failure.kind.keyword === 'group' ? failure.causes : [failure],
    )
  }

  /** Holds another schema against the same value, without asking why it fails. */
  private test(
    schema: Node,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
  ): Failure | undefined {
    const { quick } = this
    this.quick = true
    const failure = this.self(schema, '', value, scope, unevaluated)
    this.quick = quick
    return failure
  }

  /** Holds another schema against the same value. */
  private self(
    schema: Node,
    keyword: string,
    value: unknown,
    scope: Scope,
    unevaluated: Unevaluated | undefined,
  ): Failure | undefined {
    const inner = unevaluatedFrom(value, schema, !isEmpty(unevaluated))
    const failure = this.validate(
      schema,
      value,
      { node: schema, value: scope.value, keyword, parent: scope },
      inner,
    )
    if (!failure && unevaluated) {
      for (const name of unevaluated.properties ?? [])
        if (!inner?.properties?.has(name)) unevaluated.properties!.delete(name)
      for (const i of unevaluated.items ?? []) if (!inner?.items?.has(i)) unevaluated.items!.delete(i)
    }
    return failure
  }

  /** Holds a schema against a property or an item of the value. */
  private member(schema: Node, item: unknown, name: string, scope: Scope): Failure | undefined {
    if (schema.bool === true) return undefined
    this.path.push(name)
    const failure = this.validate(
      schema,
      item,
      { node: schema, value: scope.value + 1, keyword: '', parent: scope },
      unevaluatedFrom(item, schema, false),
    )
    this.path.pop()
    return failure
  }

  private failure(kind: FailureKind, causes: Failure[] = []): Failure {
    return this.quick ? failed : { path: [...this.path], kind, causes }
  }
}

function push(failures: Failure[], failure: Failure | undefined): void {
  if (failure) failures.push(failure)
}

function missingOf(object: Record<string, unknown>, required: string[]): string[] | undefined {
  let missing: string[] | undefined
  for (const name of required) if (!Object.hasOwn(object, name)) (missing ??= []).push(name)
  return missing
}

function unevaluatedFrom(value: unknown, node: Node, isWanted: boolean): Unevaluated | undefined {
  if (!isWanted && !node.unevaluatedProperties && !node.unevaluatedItems) return undefined
  const found: Unevaluated = { properties: undefined, items: undefined }
  if (Array.isArray(value)) {
    const wanted = isWanted || node.unevaluatedItems !== undefined
    if (!node.allItemsEvaluated && wanted && node.itemsEvaluated < value.length) {
      found.items = new Set()
      for (let i = node.itemsEvaluated; i < value.length; i++) found.items.add(i)
    }
  } else if (isObject(value)) {
    const wanted = isWanted || node.unevaluatedProperties !== undefined
    if (!node.allPropsEvaluated && wanted) found.properties = new Set(Object.keys(value))
  }
  return found
}

function isEmpty(unevaluated: Unevaluated | undefined): boolean {
  return !unevaluated || ((unevaluated.properties?.size ?? 0) === 0 && (unevaluated.items?.size ?? 0) === 0)
}

function cycleOf(scope: Scope): Scope | undefined {
  for (let at = scope.parent; at && at.value === scope.value; at = at.parent)
    if (at.node === scope.node) return at
  return undefined
}

function keywordLocation(scope: Scope): string {
  let location = ''
  for (let at = scope; at.parent; at = at.parent) {
    location =
      at.keyword !== ''
        ? `/${at.keyword}${location}`
        : `${at.node.location.slice(at.parent.node.location.length)}${location}`
  }
  return location
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof GoInt)
}
