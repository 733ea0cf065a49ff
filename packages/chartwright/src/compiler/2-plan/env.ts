import {
  and,
  componentName,
  expression,
  isGiven,
  nodeOf,
  str,
  toNode,
  whenOf,
  withPlaces,
  type EnvValue,
  type Expr,
  type ExprNode,
  type SecretKey,
  type Site,
} from '../../author/index.ts'
import { implies } from '../conditions.ts'
import { helperText } from './context.ts'
import { secretHelper } from './secret-helper.ts'
import { onlyIf } from './tree.ts'

/** A variable of a container, there only when what it refers to is. */
export function envItem(name: string, value: unknown, at?: Site): unknown {
  const conditional = whenOf(value)
  if (!conditional) return envEntry(name, value as EnvValue, undefined, at)
  const { condition, then, otherwise } = conditional
  const other = otherwise === undefined ? undefined : envItem(name, otherwise, at)
  if (whenOf(then)) return onlyIf(condition, envItem(name, then, at), other)
  return onlyIf(presence(condition, then), envEntry(name, then as EnvValue, condition, at), other)
}

/** The condition under which an entry makes sense: its own and that of the key it refers to, unless implied. */
function presence(condition: ReturnType<typeof toNode>, value: unknown) {
  const needs = isSecretKey(value) ? keyExists(value) : undefined
  if (!needs || implies(condition, needs)) return condition
  return toNode(and(expression(condition), expression(needs)))
}

function envEntry(
  name: string,
  value: EnvValue,
  known: ReturnType<typeof toNode> | undefined,
  at: Site | undefined,
): unknown {
  const placed = (entry: object) => withPlaces(entry, { name: at, value: at, valueFrom: at })
  if (isSecretKey(value)) {
    const { secret } = value
    const entry = placed({
      name,
      valueFrom: {
        secretKeyRef: {
          name: secret.existing ? helperText(secretHelper(secret)) : componentName(secret.name),
          key: value.key,
          optional: value.optional ? true : undefined,
        },
      },
    })
    return known ? entry : onlyIf(keyExists(value), entry)
  }
  if (isResourceField(value))
    return placed({ name, valueFrom: { resourceFieldRef: { resource: value.resourceField } } })
  if (isPodField(value)) return placed({ name, valueFrom: { fieldRef: { fieldPath: value.podField } } })
  return placed({ name, value: envText(value) })
}

/** A value as the text that a variable is. */
export function envText(value: EnvValue): unknown {
  if (!nodeOf(value)) return String(value)
  const node = toNode(value)
  const type = node.e === 'lit' ? undefined : node.type.t
  // Kubernetes takes only text: a number or boolean is written between quotes.
  return type === 'string' ? value : str`${value as Expr<number>}`
}

function isSecretKey(value: unknown): value is SecretKey {
  return typeof value === 'object' && value !== null && !nodeOf(value) && 'secret' in value
}

function isResourceField(value: unknown): value is { resourceField: string } {
  return typeof value === 'object' && value !== null && !nodeOf(value) && 'resourceField' in value
}

function isPodField(value: unknown): value is { podField: string } {
  return typeof value === 'object' && value !== null && !nodeOf(value) && 'podField' in value
}

/** When a key is there; undefined when it always is. */
function keyExists({ secret, key }: SecretKey): ExprNode | undefined {
  const value = secret.keys[key]!
  if (!isGiven(value)) return undefined
  const given = toNode(value)
  if (!secret.existing) return given
  return {
    e: 'call' as const,
    fn: 'or' as const,
    args: [toNode(secret.existing), given],
    type: { t: 'bool' as const },
  }
}
