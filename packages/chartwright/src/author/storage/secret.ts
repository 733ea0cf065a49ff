import { suggest } from '../../diagnostics/index.ts'
import { expression, nodeOf, toNode, type Arg, type Expr } from '../values/expression.ts'
import { or, type Condition } from '../values/functions.ts'
import { mistake } from '../mistake.ts'
import type { Mount } from '../workload/mount.ts'
import { siteField, type Site } from '../site.ts'

export interface SecretPart {
  part: 'secret'
  name: string
  /** The name of a Secret that holds the keys already; then the chart makes none. */
  existing?: Expr<string>
  /** The name that `existing` has by default and that documents speak of: the chart makes it when it is absent. */
  documented?: string
  keys: Record<string, SecretValue>
  when?: Condition
  at?: Site
}

/** What stands behind a key: a value of the operator's, one that the chart can make, or a URL of other keys. */
export type SecretValue = Expr<string> | Generated | SecretUrl

/** A secret that nobody has to choose. */
export interface Generated {
  readonly generated: {
    readonly value: Expr<string> | undefined
    readonly length: number
    readonly constant?: string
  }
}

/** A URL in which the password of the same Secret stands, escaped. */
export interface SecretUrl {
  readonly url: UrlParts
}

/** The parts of a URL whose password is a key of the same Secret. */
export interface UrlParts {
  scheme: string
  user?: Arg<string>
  /** The key of the same Secret that holds the password. */
  password?: string
  host: Arg<string>
  port: Arg<number>
  /** What follows the first slash. */
  path?: Arg<string>
  /** A whole URL of the operator's, which takes the place of all that while it is not empty. */
  instead?: Expr<string>
}

/**
 * A secret made in one of four ways: the operator's Secret; the value given; derived from `secretSeed`; else
 * made once, found again by `lookup` and kept on uninstall.
 *
 * @param options.constant what stands there while no value is given, for a name beside a secret: nothing is made then
 *
 * @example secret('auth', { existing: $.auth.existingSecret, keys: { token: generated({ value: $.auth.token }) } })
 */
export function generated(
  options: { value?: Expr<string>; length?: number; constant?: string } = {},
): Generated {
  const { value, length = 32, constant } = options
  return { generated: { value, length, ...(constant !== undefined && { constant }) } }
}

/** A URL with a password of the same Secret in it. @example url: urlOf({ scheme: 'redis', password: 'password', host: redis.host, port: 6379 }) */
export function urlOf(url: UrlParts): SecretUrl {
  return { url }
}

/** A key of a Secret, for an environment variable. */
export interface SecretKey {
  readonly secret: SecretPart
  readonly key: string
  /** The pod starts without it when a Secret of the operator's lacks the key. */
  readonly optional?: boolean
  readonly at?: Site
}

/** A Secret as a platform holds it. */
export interface Secret {
  readonly part: SecretPart
  /** One of its keys, for an environment variable. The variable is there only when the key is. */
  key(name: string, options?: { optional?: boolean }): SecretKey
  /** Whether there is such a key: its value is given, or the operator brings the Secret. */
  has(name: string): Expr<boolean>
  at(folder: string): Mount
}

/**
 * A Secret. A key whose value is empty does not exist, unless it is `generated()`; without any key there is
 * no Secret; with `existing` the operator brings the whole Secret.
 *
 * @example secret('auth', { existing: $.auth.existingSecret, keys: { password: $.auth.password } })
 */
export function secret(
  name: string,
  spec: {
    existing?: Expr<string>
    documented?: string
    keys: Record<string, SecretValue>
    when?: Condition
  },
): Secret {
  const part: SecretPart = { part: 'secret', name, ...spec, ...siteField() }
  const known = (key: string) => {
    if (Object.hasOwn(spec.keys, key)) return key
    const keys = Object.keys(spec.keys)
    const nearest = suggest(key, keys)
    throw mistake('secret-key-unknown', `secret "${name}" has no key "${key}"`, {
      notes: [{ message: `it has ${keys.join(', ')}`, ...(part.at && { span: part.at }) }],
      ...(nearest !== undefined && { hint: `did you mean "${nearest}"?` }),
    })
  }
  for (const value of Object.values(spec.keys))
    if (isSecretUrl(value) && value.url.password !== undefined) known(value.url.password)
  return {
    part,
    key: (key, options = {}) => ({ secret: part, key: known(key), ...options, ...siteField() }),
    has(key) {
      const given = spec.keys[known(key)]!
      if (!isGiven(given)) return expression<Expr<boolean>>(toNode(true))
      return spec.existing ? or(spec.existing, given) : or(given)
    },
    at: (folder) => ({ mount: part, path: folder, readOnly: true, ...siteField() }),
  }
}

/** Whether a key exists only when the operator gives its value. */
export function isGiven(value: SecretValue): value is Expr<string> {
  return nodeOf(value) !== undefined
}

export function isGenerated(value: SecretValue): value is Generated {
  return !isGiven(value) && 'generated' in value
}

export function isSecretUrl(value: SecretValue): value is SecretUrl {
  return !isGiven(value) && 'url' in value
}

/** Whether the chart makes something of the Secret itself. */
export function makesSecrets(part: SecretPart): boolean {
  return Object.values(part.keys).some((value) => isGenerated(value))
}
