import { kindOf } from '../../go/kind.ts'
import { hostname, parseUrl, urlText, userinfoText, type Url, type UrlHosts } from '../../go/url.ts'
import { mapOf, type GoMap } from '../../go/values.ts'
import { define, GoError, type FunctionFamily } from './definition.ts'
import { nilPointer } from './elements.ts'

/** URLs taken apart and put together, as Go's net/url does. */
export const urls: FunctionFamily = {
  name: 'urls',
  pure: { urlJoin: define(['map'], 'string', urlJoin) },
  contextual: ({ helm }) => ({
    urlParse: define(['string'], 'map', (text: string) => urlParse(text, helm.urlHosts)),
  }),
}

function urlParse(text: string, hosts: UrlHosts): GoMap {
  const url = failing('unable to parse url', () => parseUrl(text, hosts))
  return mapOf([
    ['scheme', url.scheme],
    ['host', url.host],
    ['hostname', hostname(url.host)],
    ['path', url.path],
    ['query', url.rawQuery],
    ['opaque', url.opaque],
    ['fragment', url.fragment],
    ['userinfo', url.user ? userinfoText(url.user) : ''],
  ])
}

function failing<T>(doing: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof GoError ? new GoError(`${doing}: ${error.message}`) : error
  }
}

function urlJoin(parts: GoMap): string {
  const url: Url = {
    scheme: part(parts, 'scheme'),
    host: part(parts, 'host'),
    path: part(parts, 'path'),
    rawQuery: part(parts, 'query'),
    opaque: part(parts, 'opaque'),
    fragment: part(parts, 'fragment'),
    user: undefined,
  }
  const userinfo = part(parts, 'userinfo')
  if (userinfo !== '')
    url.user = failing('unable to parse userinfo in dict', () => parseUrl(`proto://${userinfo}@host`)).user
  return urlText(url)
}

function part(parts: GoMap, key: string): string {
  const value = parts[key]
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (value === null) throw new GoError(nilPointer)
  throw new GoError(`unable to parse ${key} key, must be of type string, but ${kindOf(value)} found`)
}
