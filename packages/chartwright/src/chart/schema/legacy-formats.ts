import { formatOf } from './formats.ts'
import { goUrl } from './go-url.ts'
import { compilePattern } from './pattern.ts'

const checks: Record<string, (text: string) => boolean> = {
  date: isDate,
  time: (text) => isTime(text, true) || isTime(text, false),
  'date-time': (text) => isTime(text, false) || isTime(text, true) || isDate(text) || isDateTime(text),
  hostname: (text) =>
    text.length < 256 &&
    /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/.test(
      text,
    ),
  email: isMailAddress,
  'idn-email': isMailAddress,
  ipv4: (text) => text.includes('.') && (isIpv4(text) || isIpv6(text)),
  ipv6: (text) => text.includes(':') && isIpv6(text),
  uri: isUri,
  iri: isUri,
  'uri-reference': isUriReference,
  'iri-reference': isUriReference,
  'uri-template': (text) => {
    const url = goUrl(text, 'any')
    return !('error' in url) && !text.includes('\\') && /^([^{]*(\{[^}]*\})?)*$/.test(url.path)
  },
  uuid: (text) => /^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/.test(text),
  regex: (text) => !('error' in compilePattern(text)),
  'json-pointer': (text) => /^(?:\/(?:[^~/]|~0|~1)*)*$/.test(text),
  'relative-json-pointer': (text) => /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/.test(text),
}

/** Whether a string or a number (which no format allows) has a format, as gojsonschema checks it. */
export function hasLegacyFormat(format: string, value: string | number): boolean {
  if (!Object.hasOwn(checks, format)) return true
  return typeof value === 'string' && checks[format]!(value)
}

function accepts(format: string, text: string): boolean {
  return formatOf(format)!.check(text) === undefined
}

function isDate(text: string): boolean {
  return accepts('date', text)
}

/** Go's `15:04:05`, with or without `Z07:00`; a fraction may follow the seconds. */
function isTime(text: string, withZone: boolean): boolean {
  const match = /^(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  if (!match || (match[5] !== undefined) !== withZone) return false
  return Number(match[1]) < 24 && Number(match[2]) < 60 && Number(match[3]) < 60
}

function isDateTime(text: string): boolean {
  return (
    text[10] === 'T' &&
    isDate(text.slice(0, 10)) &&
    /^\d{2}/.test(text.slice(11)) &&
    isTime(text.slice(11), true)
  )
}

function isIpv4(text: string): boolean {
  return accepts('ipv4', text) && !/[+-]/.test(text)
}

function isIpv6(text: string): boolean {
  return accepts('ipv6', text)
}

function isUri(text: string): boolean {
  const url = goUrl(text, 'any')
  return !('error' in url) && url.scheme !== '' && !text.includes('\\')
}

function isUriReference(text: string): boolean {
  return !('error' in goUrl(text, 'any')) && !text.includes('\\')
}

/** The forms of net/mail's ParseAddress that occur: `a@b`, `<a@b>`, `Name <a@b>`, `"quoted"@b`. */
function isMailAddress(text: string): boolean {
  const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]+"
  const dotted = `${atom}(?:\\.${atom})*`
  const quoted = '"(?:[^"\\\\\\r\\n]|\\\\.)*"'
  const address = `(?:${dotted}|${quoted})\\s*@\\s*(?:${dotted}|\\[[^\\]\\\\]*\\])`
  const name = `(?:(?:${atom}|${quoted})(?:[ \\t.]+(?:${atom}|${quoted}))*[.]?)?`
  return new RegExp(`^\\s*(?:${address}|${name}\\s*<\\s*${address}\\s*>)\\s*$`, 'u').test(text)
}
