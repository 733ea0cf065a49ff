import { bytesOf } from './bytes.ts'

/**
 * Values of Go's kinds as JavaScript, chosen so that the common ones cost nothing:
 *
 *   nil            null (undefined never appears in a value)
 *   bool           boolean
 *   float64        number: every number that came through YAML or JSON is one, as in Helm
 *   int, int64 …   GoInt: literals, `--set n=3`, `len`, `add`
 *   string         string. Go's strings are bytes: a byte that is not part of valid UTF-8 is held as the
 *                  lone surrogate U+DC00 + byte (U+DC80–U+DCFF), see bytes.ts
 *   []interface{}  plain array; typed slices ([]string, []int) are GoSlice
 *   map            GoMap: an object whose prototype is empty, so that `constructor`, `toString` and
 *                  `__proto__` are ordinary keys and property access keeps V8's inline caches
 *   struct         GoStruct (.Capabilities.KubeVersion, Helm 3's .Chart, time.Time, *url.Userinfo, errors)
 */
export type GoValue = null | boolean | number | string | GoInt | GoValue[] | GoMap | GoStruct

export interface GoMap {
  [key: string]: GoValue
}

const goType = Symbol('the name of a Go map type')
const viewed = Symbol('the map behind a view')

/** Makes maps with no inherited names. Quicker than Object.create(null), which V8 keeps in dictionary mode. */
function mapClass(type: string, parent: object | null = null): { new (): GoMap; prototype: object } {
  const EmptyMap = function () {} as unknown as { new (): GoMap; prototype: object }
  EmptyMap.prototype = Object.freeze(Object.create(parent, { [goType]: { value: type } })) as object
  return EmptyMap
}

const plainMapType = 'map[string]interface {}'
const EmptyMap = mapClass(plainMapType)
const NamedMap: Record<string, { new (): GoMap; prototype: object }> = {}

export function newMap(): GoMap {
  return new EmptyMap()
}

/** A map of another Go type: `map[string]string` as `split` returns it, `common.Values`. `isMap` holds for it too. */
export function newTypedMap(type: string): GoMap {
  return new (namedMap(type))()
}

function namedMap(type: string): { new (): GoMap; prototype: object } {
  return (NamedMap[type] ??= mapClass(type, EmptyMap.prototype))
}

/**
 * A map as Go's map[string]interface{}, though it has a name of its own: what a parent sees of a subchart's
 * `.Values`. The same entries, so what is set in one is set in the other.
 */
export function unnamed(map: GoMap): GoMap {
  if (mapType(map) === plainMapType) return map
  return new Proxy(map, {
    get: (target, key: string | symbol) =>
      key === goType ? plainMapType : key === viewed ? target : target[key as string],
  })
}

/** Names a map that has been made without a name. */
export function renamed(map: GoMap, type: string): GoMap {
  return Object.isFrozen(map)
    ? newTypedMap(type)
    : (Object.setPrototypeOf(map, namedMap(type).prototype) as GoMap)
}

/** What an unnamed view is a view of: the same object for every view. */
export function identityOf<T extends object>(value: T): object {
  return (value as Record<symbol, object>)[viewed] ?? value
}

/** Go's name of a map's type, as `%T` prints it. */
export function mapType(map: GoMap): string {
  return (map as unknown as Record<symbol, string>)[goType]
}

/** Copies own entries into a GoMap, one level deep. */
export function mapOf(entries: Iterable<readonly [string, GoValue]>): GoMap {
  const map = newMap()
  for (const [key, value] of entries) map[key] = value
  return map
}

export function isMap(value: unknown): value is GoMap {
  return value instanceof (EmptyMap as unknown as new () => object)
}

export type IntKind =
  'int' | 'int8' | 'int16' | 'int32' | 'int64' | 'uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64'

/** An integer with its Go kind. `n` is exact while it is a safe integer; beyond that `big` holds the value. */
export class GoInt {
  readonly kind: IntKind
  readonly n: number
  readonly big: bigint | undefined
  constructor(kind: IntKind, value: number | bigint) {
    this.kind = kind
    if (typeof value === 'bigint') {
      this.n = Number(value)
      this.big = Number.isSafeInteger(this.n) ? undefined : value
    } else {
      this.n = value
      this.big = Number.isSafeInteger(value) ? undefined : BigInt(value)
    }
  }
  toBigInt(): bigint {
    return this.big ?? BigInt(this.n)
  }
  toString(): string {
    return this.big === undefined ? String(this.n) : this.big.toString()
  }
}

/** An integer of a named type that prints as text: time.Duration, time.Month. Its kind is the integer's. */
export class GoNamedInt extends GoInt {
  /** Go's name of its type. */
  readonly type: string
  readonly text: string
  /** What a template can call on it, made when it does. */
  readonly methods: (() => Record<string, GoMethod>) | undefined
  constructor(
    type: string,
    kind: IntKind,
    value: number | bigint,
    text: string,
    methods?: () => Record<string, GoMethod>,
  ) {
    super(kind, value)
    this.type = type
    this.text = text
    this.methods = methods
  }
  override toString(): string {
    return this.text
  }
}

// Made when first asked for: a process that renders once uses a dozen of them.
const smallInts = new Array<GoInt | undefined>(1025)

/** A Go int. Small ones are shared. */
export function int(value: number): GoInt {
  return value >= 0 && value <= 1024 && Number.isInteger(value)
    ? (smallInts[value] ??= new GoInt('int', value))
    : new GoInt('int', value)
}

export function int64(value: number | bigint): GoInt {
  return new GoInt('int64', value)
}

/** A slice whose element type is not interface{}: what splitList, until or sortAlpha return. */
export class GoSlice extends Array<GoValue> {
  element = 'string'
  /** A nil slice is empty, but JSON and YAML write it as null. */
  isNil = false
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }
}

export function sliceOf(element: string, items: readonly GoValue[]): GoSlice {
  const slice = new GoSlice()
  for (const item of items) slice.push(item)
  slice.element = element
  return slice
}

/** A text as a []byte. */
export function byteSlice(text: string): GoSlice {
  return sliceOf(
    'uint8',
    Array.from(bytesOf(text), (byte) => new GoInt('uint8', byte)),
  )
}

/** The nil slice of an element type: what `rest (list)`, `concat` of nothing or a fruitless `regexFindAll` return. */
export function nilSlice(element = 'interface {}'): GoSlice {
  const slice = new GoSlice()
  slice.element = element
  slice.isNil = true
  return slice
}

/** The nil map: what `fromYaml ""` returns. Reads as an empty one, cannot be set, JSON and YAML write it as null. */
export const nilMap: GoMap = Object.freeze(newMap())

/** A nil map[string]string: a chart without annotations has one. */
export const nilStringMap: GoMap = Object.freeze(newTypedMap('map[string]string'))

export function isNilMap(value: GoValue | undefined): boolean {
  return value === nilMap || value === nilStringMap
}

export interface GoMethod {
  (...args: GoValue[]): GoValue
  /** The types of its parameters; none when left out. */
  params?: readonly string[]
  /** Why Go refuses to call it: templates take one result, or one and an error. */
  refusal?: string
}

/** A method with parameters. @example method(['string'], (name) => files.get(name)) */
export function method(params: readonly string[], call: (...args: GoValue[]) => GoValue): GoMethod {
  return Object.assign(call, { params })
}

export interface StructShape {
  /** Methods of a pointer to it, which a template has wherever Go can take its address: `.Capabilities.KubeVersion`. */
  pointerMethods?: Record<string, GoMethod> | undefined
  /** The `json` tags of its fields, as Go writes them; fields without one keep their names. */
  tags?: Record<string, string>
  /** The field whose own fields are reached through this struct. */
  embeds?: string
  /** What JSON and YAML write for it where Go has MarshalJSON: a value, not its text. */
  json?: () => GoValue
  /** Fields that only messages know. */
  hidden?: readonly string[]
}

/** A Go struct, pointer to one, or named map with methods, as a template sees it. */
export class GoStruct {
  /** Go's name of its type, as `%T` prints it: `chart.Metadata`, `*url.Userinfo`, `common.VersionSet`. */
  readonly type: string
  /** Fields in declaration order; those in lower case print, and that is all. */
  readonly fields: GoMap
  readonly methods: Record<string, GoMethod>
  readonly shape: StructShape
  /** What == (and reflect.DeepEqual, when `deep`) compares instead of the fields: of what is not in them. */
  equals?(other: GoStruct, deep: boolean): boolean
  constructor(
    type: string,
    fields: GoMap,
    methods: Record<string, GoMethod> = {},
    shape: StructShape = plainShape,
  ) {
    this.type = type
    this.fields = fields
    this.methods = methods
    this.shape = shape
  }
}

const plainShape: StructShape = {}

/** What Go puts into an interface: a copy that has no address, and so not the methods of a pointer. */
export function withoutAddress<T>(value: T): T | GoStruct {
  if (!(value instanceof GoStruct) || value.shape.pointerMethods === undefined) return value
  return new GoStruct(value.type, value.fields, value.methods, { ...value.shape, pointerMethods: undefined })
}
