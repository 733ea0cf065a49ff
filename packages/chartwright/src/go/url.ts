import { bytesOf, stringOf } from './bytes.ts'
import { GoError } from './error.ts'
import { parseIp } from './ip.ts'
import { quote } from './quote.ts'

/** net/url's URL, with what is not the path, the query or the fragment unescaped. */
export interface Url {
  scheme: string
  opaque: string
  user: Userinfo | undefined
  host: string
  path: string
  rawQuery: string
  fragment: string
}

export interface Userinfo {
  name: string
  password: string | undefined
}

type Part = 'path' | 'user' | 'fragment' | 'host'

// What stays as it is in each part, besides letters, digits and "-_.~".
const allowed: Record<Part, string> = {
  path: '$&+,/:;=@',
  user: '$&+,;=',
  fragment: '$&+,/:;=?@!()*',
  host: '!$&\'()*+,;=:[]<>"',
}

function isPlain(byte: number, part: Part): boolean {
  return (
    byte < 0x80 &&
    (/[A-Za-z0-9_.~-]/.test(String.fromCharCode(byte)) || allowed[part].includes(String.fromCharCode(byte)))
  )
}

function escape(text: string, part: Part): string {
  let result = ''
  for (const byte of bytesOf(text))
    result += isPlain(byte, part)
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return result
}

function unescape(text: string, part: Part): string {
  const source = bytesOf(text)
  const bytes: number[] = []
  for (let i = 0; i < source.length; i++) {
    const byte = source[i]!
    if (byte === 0x25) {
      const sequence = stringOf(source.subarray(i, i + 3))
      if (
        !/^%[0-9a-fA-F]{2}$/.test(sequence) ||
        (part === 'host' && sequence[1]! < '8' && sequence !== '%25')
      )
        throw new GoError(`invalid URL escape ${quote(sequence)}`)
      bytes.push(parseInt(sequence.slice(1), 16))
      i += 2
    } else {
      if (part === 'host' && byte < 0x80 && !isPlain(byte, 'host'))
        throw new GoError(`invalid character ${quote(String.fromCharCode(byte))} in host name`)
      bytes.push(byte)
    }
  }
  return stringOf(Uint8Array.from(bytes))
}

/**
 * What a host may be. `any`: whatever stands between brackets, and more than one colon; `bracketed`: an address of
 * IPv6 between brackets, and no bracket elsewhere; `strict`: and in an http or https address one colon.
 */
export type UrlHosts = 'any' | 'bracketed' | 'strict'

/** url.Parse. Throws GoError with Go's message. */
export function parseUrl(text: string, hosts: UrlHosts = 'strict'): Url {
  const [front, fragment = ''] = cut(text, '#')
  const url = wrapped(front, () => parseFront(front, hosts))
  if (fragment !== '') url.fragment = wrapped(text, () => unescape(fragment, 'fragment'))
  return url
}

/** url.ParseRequestURI: no fragment, and a path or a scheme first. Throws GoError with Go's message. */
export function parseRequestUri(text: string): Url {
  return wrapped(text, () => {
    if (text === '') throw new GoError('empty url')
    const url = parseFront(text, 'strict')
    if (url.scheme === '' && !text.startsWith('/')) throw new GoError('invalid URI for request')
    return url
  })
}

function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)]
}

function wrapped<T>(text: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof GoError ? new GoError(`parse ${quote(text)}: ${error.message}`) : error
  }
}

function parseFront(text: string, hosts: UrlHosts): Url {
  if (/[\x00-\x1f\x7f]/.test(text)) throw new GoError('net/url: invalid control character in URL')
  const url: Url = { scheme: '', opaque: '', user: undefined, host: '', path: '', rawQuery: '', fragment: '' }
  if (text === '*') return { ...url, path: '*' }
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(text)?.[0] ?? ''
  if (text.startsWith(':')) throw new GoError('missing protocol scheme')
  url.scheme = scheme.toLowerCase()
  let [rest, query] = cut(scheme === '' ? text : text.slice(scheme.length + 1), '?')
  url.rawQuery = query ?? ''
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...url, opaque: rest }
    if (cut(rest, '/')[0].includes(':')) throw new GoError('first path segment in URL cannot contain colon')
  }
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const end = rest.indexOf('/', 2)
    const authority = rest.slice(2, end < 0 ? undefined : end)
    rest = end < 0 ? '' : rest.slice(end)
    Object.assign(url, parseAuthority(url.scheme, authority, hosts))
  }
  url.path = unescape(rest, 'path')
  return url
}

function parseAuthority(scheme: string, authority: string, hosts: UrlHosts): Pick<Url, 'host' | 'user'> {
  const at = authority.lastIndexOf('@')
  const host = parseHost(scheme, authority.slice(at + 1), hosts)
  if (at < 0) return { host, user: undefined }
  const userinfo = authority.slice(0, at)
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) throw new GoError('net/url: invalid userinfo')
  const [name, password] = cut(userinfo, ':')
  return {
    host,
    user: {
      name: unescape(name, 'user'),
      password: password === undefined ? undefined : unescape(password, 'user'),
    },
  }
}

const isPort = (text: string) => /^(?::[0-9]*)?$/.test(text)

function parseHost(scheme: string, host: string, hosts: UrlHosts): string {
  const open = host.lastIndexOf('[')
  if (hosts === 'any') {
    if (host.startsWith('[')) return parseBracketed(host, hosts)
  } else {
    if (open > 0) throw new GoError('invalid IP-literal')
    if (open === 0) return parseBracketed(host, hosts)
  }
  const first = host.indexOf(':')
  // More than one colon is an address without brackets; only the web's schemes are strict about it.
  const isWeb = scheme === 'http' || scheme === 'https'
  const colon = isWeb && hosts === 'strict' ? first : host.lastIndexOf(':')
  if (first >= 0 && !isPort(host.slice(colon)))
    throw new GoError(`invalid port ${quote(host.slice(colon))} after host`)
  return unescape(host, 'host')
}

function parseBracketed(host: string, hosts: UrlHosts): string {
  const close = host.lastIndexOf(']')
  if (close < 0) throw new GoError("missing ']' in host")
  const port = host.slice(close + 1)
  if (!isPort(port)) throw new GoError(`invalid port ${quote(port)} after host`)
  const name = host.slice(1, close)
  const zone = name.indexOf('%25')
  const shown =
    zone < 0
      ? unescape(name, 'host')
      : unescape(name.slice(0, zone), 'host') + unescape(name.slice(zone), 'path')
  if (hosts === 'any') return `[${shown}]${port}`
  if (!parseIp(cut(shown, '%')[0]))
    throw new GoError(`invalid host: ParseAddr(${quote(shown)}): unable to parse IP`)
  if (!shown.includes(':')) throw new GoError('invalid IP-literal')
  return `[${shown}]${port}`
}

/** URL.Hostname: the host without its port and an address's brackets. */
export function hostname(host: string): string {
  const colon = host.lastIndexOf(':')
  const name = colon >= 0 && isPort(host.slice(colon)) ? host.slice(0, colon) : host
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name
}

/** Userinfo.String. */
export function userinfoText({ name, password }: Userinfo): string {
  return escape(name, 'user') + (password === undefined ? '' : `:${escape(password, 'user')}`)
}

/** URL.String of one put together from parts. */
export function urlText(url: Url): string {
  let text = url.scheme === '' ? '' : `${url.scheme}:`
  if (url.opaque !== '') text += url.opaque
  else {
    if (
      (url.scheme !== '' || url.host !== '' || url.user) &&
      (url.host !== '' || url.path !== '' || url.user)
    ) {
      text += '//'
      if (url.user) text += `${userinfoText(url.user)}@`
      text += escape(url.host, 'host')
    }
    const path = url.path === '*' ? '*' : escape(url.path, 'path')
    if (path !== '' && !path.startsWith('/') && url.host !== '') text += '/'
    if (text === '' && cut(path, '/')[0].includes(':')) text = './'
    text += path
  }
  if (url.rawQuery !== '') text += `?${url.rawQuery}`
  if (url.fragment !== '') text += `#${escape(url.fragment, 'fragment')}`
  return text
}
