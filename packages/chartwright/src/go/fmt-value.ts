import { isComplex } from './complex.ts'
import { stringOf } from './bytes.ts'
import { formatFloatVerb } from './fmt-float.ts'
import { pad, type Flags } from './fmt-flags.ts'
import { formatIntVerb } from './fmt-int.ts'
import { formatText } from './fmt-text.ts'
import { kindOf, typeOf } from './kind.ts'
import { someAddress, targetOf, textOf } from './print.ts'
import { sortedKeys } from './sort.ts'
import {
  GoInt,
  GoNamedInt,
  GoSlice,
  GoStruct,
  isMap,
  mapType,
  isNilMap,
  type GoMap,
  type GoValue,
} from './values.ts'

/** What stands between a `%` and its verb. */

/** An argument of Printf's by a verb: fmt's printArg. */
export function formatArgument(value: GoValue, verb: string, flags: Flags): string {
  if (value === null) return verb === 'v' || verb === 'T' ? pad('<nil>', flags) : `%!${verb}(<nil>)`
  if (verb === 'T') return formatText(typeOf(value), 's', flags)!
  if (verb === 'p') return formatAddress(value, verb, flags) ?? wrong(value, verb, flags)
  if (verb === 'w' && !isBytes(value)) return wrong(value, verb, flags)
  return format(value, verb, flags, 0, true)
}

/** @param asks whether a value may say its own text: not within the message about a wrong verb */
function format(value: GoValue, verb: string, flags: Flags, depth: number, asks: boolean): string {
  if (asks && !flags.sharpV && 'vsxXq'.includes(verb)) {
    const own = value instanceof GoStruct && !isComplex(value) ? textOf(value) : namedText(value)
    if (own !== undefined) return formatText(own, verb, flags)!
  }
  return formatPlain(value, verb, flags, depth, asks) ?? wrong(value, verb, flags)
}

function isBytes(value: GoValue): value is GoSlice {
  return value instanceof GoSlice && value.element === 'uint8'
}

function namedText(value: GoValue): string | undefined {
  return value instanceof GoNamedInt ? value.text : undefined
}

/** Undefined for a verb that the kind of the value does not have. */
function formatPlain(
  value: GoValue,
  verb: string,
  flags: Flags,
  depth: number,
  asks: boolean,
): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(String(value), flags) : undefined
    case 'number':
      return formatFloatVerb(value, verb, flags)
    case 'string':
      return formatText(value, verb, flags)
  }
  if (value instanceof GoInt) return formatIntVerb(value, verb, flags)
  if (Array.isArray(value)) return formatSlice(value, verb, flags, depth, asks)
  if (isMap(value)) return formatMap(value, mapType(value), verb, flags, depth, asks)
  if (isComplex(value)) return formatComplex(value, verb, flags)
  const struct = value as GoStruct
  switch (kindOf(struct)) {
    case 'map':
      return formatMap(struct.fields, struct.type, verb, flags, depth, asks)
    case 'slice':
      return formatElements(struct.fields.items as GoValue[], struct.type, verb, flags, depth, asks)
    case 'ptr':
      if (depth > 0) return formatAddress(struct, verb, flags)
      return `&${formatStruct(targetOf(struct), verb, flags, 1, asks)}`
  }
  return formatStruct(struct, verb, flags, depth, asks)
}

function formatSlice(
  value: GoValue[],
  verb: string,
  flags: Flags,
  depth: number,
  asks: boolean,
): string | undefined {
  if (isBytes(value)) {
    const bytes = () => stringOf(Uint8Array.from(value, (byte) => (byte as GoInt).n))
    if ('sqxX'.includes(verb)) return formatText(bytes(), verb, flags)
    // Printf knows a []byte itself by that name.
    if (depth === 0 && (verb === 'v' || verb === 'd'))
      return formatElements(value, '[]byte', verb, flags, depth, asks)
  }
  return formatElements(value, typeOf(value), verb, flags, depth, asks)
}

function formatElements(
  value: readonly GoValue[],
  type: string,
  verb: string,
  flags: Flags,
  depth: number,
  asks: boolean,
): string {
  const items = () => value.map((item) => formatElement(item, verb, flags, depth, asks))
  if (!flags.sharpV) return `[${items().join(' ')}]`
  return value instanceof GoSlice && value.isNil ? `${type}(nil)` : `${type}{${items().join(', ')}}`
}

/** A nil in an interface is `<nil>` whatever the verb, without width. */
function formatElement(value: GoValue, verb: string, flags: Flags, depth: number, asks: boolean): string {
  if (value === null) return flags.sharpV ? 'interface {}(nil)' : '<nil>'
  return format(value, verb, flags, depth + 1, asks)
}

function formatMap(
  map: GoMap,
  type: string,
  verb: string,
  flags: Flags,
  depth: number,
  asks: boolean,
): string {
  if (flags.sharpV && isNilMap(map)) return `${type}(nil)`
  const entries = sortedKeys(map).map(
    (key) =>
      `${format(key, verb, flags, depth + 1, asks)}:${formatElement(map[key]!, verb, flags, depth, asks)}`,
  )
  return flags.sharpV ? `${type}{${entries.join(', ')}}` : `map[${entries.join(' ')}]`
}

function formatStruct(struct: GoStruct, verb: string, flags: Flags, depth: number, asks: boolean): string {
  const isNamed = flags.plusV || flags.sharpV
  const fields = Object.entries(struct.fields).map(([name, value]) => {
    const text = formatElement(value, verb, flags, depth, asks)
    return isNamed ? `${name}:${text}` : text
  })
  return flags.sharpV ? `${struct.type}{${fields.join(', ')}}` : `{${fields.join(' ')}}`
}

function formatComplex({ fields: { re, im } }: GoStruct, verb: string, flags: Flags): string | undefined {
  const real = formatFloatVerb(re as number, verb, flags)
  const imaginary = formatFloatVerb(im as number, verb, { ...flags, plus: true })
  return real === undefined ? undefined : `(${real}${imaginary}i)`
}

/** Pointers, slices and maps have an address, which nobody can rely on. */
function formatAddress(value: GoValue, verb: string, flags: Flags): string | undefined {
  if (!['ptr', 'slice', 'map'].includes(kindOf(value))) return undefined
  const isNil = isNilMap(value) || (value instanceof GoSlice && value.isNil)
  const address = new GoInt('uint64', isNil ? 0 : Number(someAddress))
  if (verb === 'v' && flags.sharpV) return `(${typeOf(value)})(${someAddress})`
  if (verb === 'v' || verb === 'p') return formatIntVerb(address, 'x', { ...flags, sharp: !flags.sharp })
  return 'bodxX'.includes(verb) ? formatIntVerb(address, verb, flags) : undefined
}

/** Go shows the argument of a wrong verb with the flags that were asked for. */
function wrong(value: GoValue, verb: string, flags: Flags): string {
  return `%!${verb}(${typeOf(value)}=${format(value, 'v', flags, 0, false)})`
}

/** Fills up to the width: counted in characters, with zeros only on the left. */
