import type { Expr } from './expression.ts'
import { or } from './functions.ts'
import { mistake } from './mistake.ts'
import type { Mount } from './mount.ts'
import { siteField, type Site } from './site.ts'

export interface SecretPart {
  part: 'secret'
  name: string
  /** The name of a Secret that holds the keys already; then the chart makes none. */
  existing?: Expr<string>
  keys: Record<string, Expr<string>>
  at?: Site
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
 * A Secret made of values that the operator gives. A key whose value is empty does not exist, and without
 * any key there is no Secret; with `existing` the operator brings the whole Secret.
 *
 * @example secret('auth', { existing: $.auth.existingSecret, keys: { password: $.auth.password } })
 */
export function secret(
  name: string,
  spec: { existing?: Expr<string>; keys: Record<string, Expr<string>> },
): Secret {
  const part: SecretPart = {
    part: 'secret',
    name,
    keys: spec.keys,
    ...(spec.existing && { existing: spec.existing }),
    ...siteField(),
  }
  const known = (key: string) => {
    if (Object.hasOwn(spec.keys, key)) return key
    throw mistake('secret-key-unknown', `secret "${name}" has no key "${key}"`, {
      notes: [{ message: `it has ${Object.keys(spec.keys).join(', ')}` }],
    })
  }
  return {
    part,
    key: (key, options = {}) => ({ secret: part, key: known(key), ...options, ...siteField() }),
    has(key) {
      const given = spec.keys[known(key)] as Expr<string>
      return spec.existing ? or(spec.existing, given) : or(given)
    },
    at: (folder) => ({ mount: part, path: folder, readOnly: true, ...siteField() }),
  }
}
