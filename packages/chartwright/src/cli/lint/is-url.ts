import { GoError } from '../../go/index.ts'
import { compileRegexp, type Regexp } from '../../go/regexp/regexp.ts'
import { parseRequestUri, parseUrl, type Url } from '../../go/url.ts'

/*
 * What govalidator, which Helm's lint asks, takes for an address. Its languages are written down here in parts,
 * and matched by Go's own regular expressions, which need no more time the longer a text is.
 */

/** For `icon` and `sources`: whatever url.ParseRequestURI reads that has a scheme. */
export function isRequestUrl(text: string): boolean {
  return (read(() => parseRequestUri(text))?.scheme ?? '') !== ''
}

/** For a maintainer's URL: it may lack its scheme, the host must look like one. */
export function isUrl(text: string): boolean {
  const bytes = new TextEncoder().encode(text).length
  if ([...text].length >= 2083 || bytes <= 3 || text.startsWith('.')) return false
  const lacksScheme = text.includes(':') && !text.includes('://')
  const url = read(() => parseUrl(lacksScheme ? `http://${text}` : text))
  if (!url || url.host.startsWith('.')) return false
  if (url.host === '' && url.path !== '' && !url.path.includes('.')) return false
  return matches('url', urlPattern, text)
}

/** For a maintainer's e-mail address. */
export function isEmail(text: string): boolean {
  return matches('email', emailPattern, text)
}

function urlPattern(): string {
  const alnum = '[a-zA-Z0-9]'
  const wide = '\\x{00a1}-\\x{ffff}'
  const byte = '\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5]'
  const ip4 = `(?:[1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3]|24\\d|25[0-5])(?:\\.(?:${byte})){2}\\.(?:[0-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])`
  const ip6 = '\\[(?:[0-9a-fA-F:.]+|fe80:[0-9a-fA-F:]*%[0-9a-zA-Z]+)\\]'
  const word = `${alnum}(?:[a-zA-Z0-9_-]+)?${alnum}(?:[-.]${alnum}+)*`
  const below = `www\\.|${alnum}+(?:[-_.]?${alnum})*${alnum}\\.${alnum}+`
  const name = `(?:[a-zA-Z0-9${wide}]+-?-?)*[a-zA-Z0-9${wide}]+(?:\\.[a-zA-Z${wide}]+)?`
  const host = `(?:${ip4}|${ip6}|(?:${word}|${below})?${name})\\.?`
  return `^(?:(?:ftp|tcp|udp|wss?|https?)://)?(?:\\S+@)?${host}(?::\\d{1,5})?(?:[/?#]\\S*)?$`
}

function emailPattern(): string {
  const wide = '\\x{00A0}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFEF}'
  const atom = `[a-zA-Z0-9!#$%&'*+/=?^_\`{|}~${wide}-]+`
  const fold = '(?:(?:[ \\t]*\\r\\n)?[ \\t]+)?'
  const inside = `(?:[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f!#-\\[\\]-~${wide}]|\\([\\x01-\\x09\\x0b-\\x7f${wide}])`
  // Its parentheses are not where one expects them: the quote itself is repeated, too.
  const local = `(?:${atom}(?:\\.${atom})*|(?:"${fold}${inside})*${fold}")`
  const part = (first: string, between: string) => `${first}(?:[a-zA-Z0-9_~${between}${wide}-]*${first})?`
  const label = part(`[a-zA-Z0-9${wide}]`, '.')
  return `^${local}@(?:${label}\\.)+${part(`[a-zA-Z${wide}]`, '')}\\.?$`
}

const compiled = new Map<string, Regexp>()

function matches(name: string, pattern: () => string, text: string): boolean {
  let regexp = compiled.get(name)
  if (!regexp) compiled.set(name, (regexp = compileRegexp(pattern())))
  return regexp.test(text)
}

function read(parse: () => Url): Url | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof GoError) return undefined
    throw error
  }
}
