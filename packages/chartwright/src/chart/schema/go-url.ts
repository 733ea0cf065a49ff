import { quote } from '../quote.ts'

/** What the format checks need of Go's url.Parse: its refusals, and a few parts. */
export interface ParsedUrl {
  scheme: string
  host: string
  path: string
}

export function parseGoUrl(text: string): ParsedUrl | { error: string } {
  const fail = (problem: string) => ({ error: `parse ${quote(text)}: ${problem}` })
  // eslint-disable-next-line no-control-regex -- what Go refuses first
  if (/[\x00-\x1f\x7f]/.test(text)) return fail('net/url: invalid control character in URL')
  if (text === '') return { scheme: '', host: '', path: '' }
  const [withoutFragment, fragment] = cut(text, '#')
  const escape = badEscape(fragment)
  if (escape) return fail(`invalid URL escape ${quote(escape)}`)
  let rest = withoutFragment
  let scheme = ''
  const colon = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.exec(rest)
  if (colon) {
    scheme = colon[0].slice(0, -1).toLowerCase()
    rest = rest.slice(colon[0].length)
  } else if (rest.startsWith(':')) return fail('missing protocol scheme')
  rest = cut(rest, '?')[0]
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { scheme, host: '', path: '' }
    if (rest.split('/', 1)[0]!.includes(':')) return fail('first path segment in URL cannot contain colon')
  }
  let host = ''
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const slash = rest.indexOf('/', 2)
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
    rest = slash < 0 ? '' : rest.slice(slash)
    host = authority.slice(authority.lastIndexOf('@') + 1)
    const problem = hostProblem(host)
    if (problem) return fail(problem)
  }
  const bad = badEscape(rest)
  if (bad) return fail(`invalid URL escape ${quote(bad)}`)
  return { scheme, host, path: rest }
}

function hostProblem(host: string): string | undefined {
  if (host.startsWith('[')) {
    const close = host.lastIndexOf(']')
    if (close < 0) return "missing ']' in host"
    return /^(:\d*)?$/.test(host.slice(close + 1))
      ? undefined
      : `invalid port ${quote(host.slice(close + 1))} after host`
  }
  const colon = host.lastIndexOf(':')
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon)))
    return `invalid port ${quote(host.slice(colon))} after host`
  const bad = badEscape(host)
  if (bad) return `invalid URL escape ${quote(bad)}`
  const character = /[ "<>\\^`{|}]/.exec(host)?.[0]
  return character === undefined ? undefined : `invalid character ${quote(character)} in host name`
}

function badEscape(text: string): string | undefined {
  return /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(text)?.[0]
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
