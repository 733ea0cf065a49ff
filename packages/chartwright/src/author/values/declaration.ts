import { mistake } from '../mistake.ts'
import { captureSite, type Site } from '../site.ts'
import type { Expr } from './expression.ts'
import type { Field, GroupType, Json, StringType, Type } from './type.ts'

export declare const faceOf: unique symbol
export declare const plainOf: unique symbol

/**
 * A value that operators may set, declared once: its type here becomes the TypeScript type, the JSON Schema,
 * the commented values.yaml and the README's row. `Face` is what `$` gives for it, `Plain` what a values
 * file writes for it.
 */
export class Declaration<out Face = unknown, out Plain = unknown> {
  declare readonly [faceOf]: Face
  declare readonly [plainOf]: Plain
  readonly field: Field
  readonly at: Site | undefined
  constructor(field: Field, at: Site | undefined = captureSite()) {
    this.field = field
    this.at = at
  }
  /** What it is for, in a sentence: the comment in values.yaml and the README's last column. */
  doc(text: string): this {
    return this.with({ doc: text.trim() })
  }
  /** What an operator gets without setting it. */
  default(value: Plain): this {
    return this.with({ default: value as Json })
  }
  /**
   * What an operator gets by the chosen profile(); in profiles that are not named, the default.
   *
   * @example replicas: replicas(1).byProfile({ ha: 3 })
   */
  byProfile(defaults: Readonly<Record<string, Plain>>): this {
    return this.with({ byProfile: { value: '', defaults: defaults as Record<string, Json> } })
  }
  /** An entry of a list or map must say it: it has no default there. */
  required(): this {
    return this.with({ required: true })
  }
  protected with(change: Partial<Field>): this {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as {
      field: Field
      at: Site | undefined
    }
    copy.field = { ...this.field, ...change }
    copy.at = this.at
    return copy as this
  }
  protected withType(change: Partial<Type>): this {
    return this.with({ type: { ...this.field.type, ...change } as Type })
  }
}

/** What `$` gives for a declaration: an expression, or a group of them. */
export type FaceOf<D> = D extends Declaration<infer Face, unknown> ? Face : never
/** What a values file may write for a declaration. */
export type PlainOf<D> = D extends Declaration<unknown, infer Plain> ? Plain : never
/** Declarations by the names of their values. */
export type Declarations = Record<string, Declaration>
/** What `$` gives for a group of declarations. */
export type Faces<D extends Declarations> = { readonly [K in keyof D]: FaceOf<D[K]> }
/** What a values file may write for a group of declarations. */
export type Plains<D extends Declarations> = { [K in keyof D]?: PlainOf<D[K]> }

/** A number with its bounds. */
export class NumberDeclaration extends Declaration<Expr<number>, number> {
  min(least: number): this {
    return this.withType({ min: least } as Partial<Type>)
  }
  max(most: number): this {
    return this.withType({ max: most } as Partial<Type>)
  }
  /** 0 is accepted beside the range, as what says "none". */
  orZero(): this {
    return this.withType({ orZero: true } as Partial<Type>)
  }
}

/** Text with what it must look like. */
export class StringDeclaration extends Declaration<Expr<string>, string> {
  /** A regular expression (RE2, as Helm's validators read it) that every text must match. */
  pattern(pattern: string): this {
    return this.withType({ pattern } as Partial<Type>)
  }
  maxLength(length: number): this {
    return this.withType({ maxLength: length } as Partial<Type>)
  }
  /** An empty text is refused: the operator has to say one. */
  notEmpty(): this {
    return this.withType({ minLength: 1 } as Partial<Type>)
  }
}

/** A whole number. @example replicas: int(1).min(0).max(100).doc('How many run') */
export function int(value: number): NumberDeclaration {
  return new NumberDeclaration({ type: { t: 'int' }, default: value })
}

/** Any number. @example threshold: number(0.5).min(0).max(1) */
export function number(value: number): NumberDeclaration {
  return new NumberDeclaration({ type: { t: 'number' }, default: value })
}

/** A TCP or UDP port. @example port: port(8080) */
export function port(value: number): NumberDeclaration {
  return new NumberDeclaration({ type: { t: 'int', min: 1, max: 65535 }, default: value })
}

/** True or false. @example enabled: bool(false) */
export function bool(value: boolean): Declaration<Expr<boolean>, boolean> {
  return new Declaration({ type: { t: 'bool' }, default: value })
}

/** Any text. @example timeZone: string('UTC').doc('An IANA name') */
export function string(value: string): StringDeclaration {
  return new StringDeclaration({ type: { t: 'string' }, default: value })
}

/** One of a few words; the first is the default. @example mode: oneOf(['builtin', 'basic', 'none']) */
export function oneOf<const W extends string>(words: readonly W[]): Declaration<Expr<W>, W> {
  if (words.length === 0) throw mistake('value-default', 'oneOf() needs at least one word')
  return new Declaration({ type: { t: 'string', enum: words, safe: 'bare' }, default: words[0]! })
}

// Kubernetes: apimachinery/pkg/api/resource. The whole grammar, so that a typing mistake meets the schema.
export const quantityPattern =
  '^([+-]?[0-9]+(\\.[0-9]*)?|[+-]?\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$'

/** A Kubernetes quantity. @example size: quantity('10Gi') */
export function quantity(value: string): StringDeclaration {
  return new StringDeclaration({
    type: { t: 'string', pattern: quantityPattern, safe: 'quoted' },
    default: value,
  })
}

/** A Go duration such as `24h` or `1m30s`. @example ttl: duration('24h') */
export function duration(value: string): StringDeclaration {
  const pattern = '^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$'
  return new StringDeclaration({ type: { t: 'string', pattern, safe: 'quoted' }, default: value })
}

const label: StringType = { t: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', safe: 'bare' }

/** A DNS label (RFC 1123), as names of Kubernetes objects are made of. @example name: dnsLabel('web', 20) */
export function dnsLabel(value: string, maxLength = 63): StringDeclaration {
  return new StringDeclaration({ type: { ...label, maxLength }, default: value })
}

/** The name of a Kubernetes object, or "" for none. @example existingSecret: objectName() */
export function objectName(value = ''): StringDeclaration {
  const pattern = '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$'
  return new StringDeclaration({
    type: { t: 'string', pattern, maxLength: 253, safe: 'bare' },
    default: value,
  })
}

/** The value of a label: text, where an unquoted `true` is taken as text too. @example zone: labelValue('a') */
export function labelValue(value = ''): StringDeclaration {
  const pattern = '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$'
  return new StringDeclaration({
    type: { t: 'string', pattern, maxLength: 63, safe: 'quoted', orBoolean: true },
    default: value,
  })
}

/** Several values under one key. @example persistence: group('Shared state', { size: quantity('10Gi') }) */
export function group<const D extends Declarations>(
  doc: string,
  fields: D,
): Declaration<Expr<object> & Faces<D>, Plains<D>> {
  return new Declaration({ type: groupType(fields), default: null, doc })
}

export function groupType(fields: Declarations): GroupType {
  return { t: 'group', fields: Object.fromEntries(Object.entries(fields).map(([key, d]) => [key, d.field])) }
}

/** What `$` gives for a map: an expression for pool() and each() to go over. */
export interface MapFace<out Item> extends Expr<Readonly<Record<string, unknown>>> {
  readonly [itemOf]?: Item
}
declare const itemOf: unique symbol

/**
 * Entries under names that the operator chooses.
 *
 * An entry that the operator adds has no defaults in values.yaml, so a default inside `item` may only be a
 * scalar or something empty; richer ones belong into an entry of `.default({ … })`.
 *
 * @example pools: mapOf(group('A pool', { replicas: int(1) }), { key: dnsLabel('', 20) }).default({ a: {} })
 */
export function mapOf<Face, Plain>(
  item: Declaration<Face, Plain>,
  options: { key?: StringDeclaration } = {},
): Declaration<MapFace<Face>, Record<string, Plain>> {
  withoutProfile(item)
  const keys = options.key?.field.type as StringType | undefined
  return new Declaration({ type: { t: 'map', of: item.field.type, ...(keys && { keys }) }, default: {} })
}

/** Several of one kind. @example hosts: listOf(string('')) */
export function listOf<Plain>(
  item: Declaration<unknown, Plain>,
): Declaration<Expr<readonly Plain[]>, Plain[]> {
  withoutProfile(item)
  return new Declaration({ type: { t: 'list', of: item.field.type }, default: [] })
}

function withoutProfile({ field }: Declaration): void {
  if (field.byProfile)
    throw mistake(
      'profile-invalid',
      'entries of a map or list are the operator’s: no profile gives them a default',
    )
}
