import {
  expression,
  isGiven,
  nodeOf,
  str,
  toNode,
  when,
  type Arg,
  type Expr,
  type ExprNode,
  type SecretPart,
  type SecretUrl,
  type UrlParts,
} from '../../author/index.ts'
import { camel } from './context.ts'

const text = { t: 'string' } as const

/** A URL in which user and password stand escaped. A password that is not given leaves only the user. */
export function secretUrl({ url }: SecretUrl, part: SecretPart): unknown {
  const built = fromParts(url, part)
  return url.instead ? when(url.instead, url.instead, built as never) : built
}

function fromParts(url: UrlParts, part: SecretPart): unknown {
  const { scheme, host, port, path = '' } = url
  const user = url.user === undefined ? '' : escaped(url.user)
  const whole = (login: Arg<string>) => str`${scheme}://${login}${host}:${port}/${path}`
  const alone = user === '' ? whole('') : when(url.user as Expr<string>, whole(str`${user}@`), whole(''))
  if (url.password === undefined) return alone
  const value = part.keys[url.password]!
  // Generated ones stand in a variable, made before.
  const password = isGiven(value) ? value : variable(camel(url.password))
  const both = whole(str`${user}:${escaped(password)}@`)
  return isGiven(value) ? when(value, both, alone as never) : both
}

export function variable(name: string): Expr<string> {
  return expression({ e: 'template', text: `$${name}`, type: text } as ExprNode)
}

function escaped(value: Arg<string>): Arg<string> {
  if (!nodeOf(value)) return encodeURIComponent(value as string)
  return expression({ e: 'call', fn: 'urlEscape', args: [toNode(value)], type: text })
}
