import { quote } from '../../go/quote.ts'
import { goUrl } from './go-url.ts'
import type { Format } from './node.ts'
import { compilePattern } from './pattern.ts'

type Problem = string | undefined

const checks: Record<string, (text: string, isOld?: boolean) => Problem> = {
  'json-pointer': jsonPointer,
  'relative-json-pointer': relativeJsonPointer,
  uuid,
  duration,
  period,
  ipv4,
  ipv6,
  hostname,
  email,
  date,
  time,
  'date-time': dateTime,
  uri,
  iri: uri,
  'uri-reference': uriReference,
  'iri-reference': uriReference,
  'uri-template': uriTemplate,
  semver,
  regex,
}

/** The formats santhosh-tekuri/jsonschema knows; others are not checked. Only strings can fail. */
export function formatOf(name: string): Format | undefined {
  if (!Object.hasOwn(checks, name)) return undefined
  const check = checks[name]!
  return { name, check: (value, isOld) => (typeof value === 'string' ? check(value, isOld) : undefined) }
}

function regex(text: string): Problem {
  const pattern = compilePattern(text)
  return 'error' in pattern ? pattern.error : undefined
}

function jsonPointer(text: string): Problem {
  if (text === '') return undefined
  if (!text.startsWith('/')) return 'not starting with /'
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined
}

function relativeJsonPointer(text: string): Problem {
  const digits = /^\d*/.exec(text)![0]
  if (digits === '') return 'must start with non-negative integer'
  if (digits.length > 1 && digits.startsWith('0')) return 'starts with zero'
  const rest = text.slice(digits.length)
  return rest === '#' ? undefined : jsonPointer(rest)
}

function uuid(text: string): Problem {
  const lengths = [8, 4, 4, 4, 12]
  const groups = text.split('-')
  if (groups.length !== lengths.length) return 'must have 5 elements'
  for (const [i, group] of groups.entries()) {
    if (group.length !== lengths[i]) return `element ${i + 1} must be ${lengths[i]} characters long`
    const bad = /[^0-9a-fA-F]/u.exec(group)?.[0]
    if (bad !== undefined) return `non-hex character ${quoteRune(bad)}`
  }
  return undefined
}

function duration(text: string): Problem {
  if (!text.startsWith('P')) return 'must start with P'
  const rest = text.slice(1)
  if (rest === '') return 'nothing after P'
  if (rest.endsWith('W')) {
    const weeks = rest.slice(0, -1)
    if (weeks === '') return 'no number in week'
    return /^\d+$/.test(weeks) ? undefined : 'invalid week'
  }
  const all = ['YMD', 'HMS']
  for (const [i, part] of rest.split('T').entries()) {
    if (i !== 0 && part === '') return 'no time elements'
    if (i >= all.length) return 'more than one T'
    let units = all[i]!
    let left = part
    while (left !== '') {
      const digits = /^\d*/.exec(left)![0].length
      if (digits === 0) return 'missing number'
      const unit = left[digits]
      if (unit === undefined) return 'missing unit'
      const at = units.indexOf(unit)
      if (at < 0)
        return all[i]!.includes(unit) ? `unit '${unit}' out of order` : `invalid unit ${quoteRune(unit)}`
      units = units.slice(at + 1)
      left = left.slice(digits + 1)
    }
  }
  return undefined
}

function period(text: string): Problem {
  const slash = text.indexOf('/')
  if (slash < 0) return 'missing slash'
  const start = text.slice(0, slash)
  const end = text.slice(slash + 1)
  if (start.startsWith('P')) {
    return within('invalid start duration', duration(start)) ?? within('invalid end date-time', dateTime(end))
  }
  const problem = within('invalid start date-time', dateTime(start))
  if (problem) return problem
  return end.startsWith('P')
    ? within('invalid end duration', duration(end))
    : within('invalid end date-time', dateTime(end))
}

function within(what: string, problem: Problem): Problem {
  return problem === undefined ? undefined : `${what}: ${problem}`
}

function ipv4(text: string): Problem {
  const groups = text.split('.')
  if (groups.length !== 4) return 'expected four decimals'
  for (const group of groups) {
    if (group.length > 1 && group.startsWith('0')) return 'leading zeros'
    if (!/^[+-]?\d+$/.test(group)) return `strconv.Atoi: parsing ${quote(group)}: invalid syntax`
    const number = Number(group)
    if (Math.abs(number) > 2 ** 63) return `strconv.Atoi: parsing ${quote(group)}: value out of range`
    if (number < 0 || number > 255) return 'decimal must be between 0 and 255'
  }
  return undefined
}

function ipv6(text: string): Problem {
  if (!text.includes(':')) return 'missing colon'
  const problem = ipv6Problem(text.split('%', 1)[0]!)
  if (problem) return `ParseAddr(${quote(text)}): ${problem}`
  return text.includes('%') ? 'zone id is not a part of ipv6 address' : undefined
}

/** Go's netip.ParseAddr of an IPv6 address. */
function ipv6Problem(address: string): Problem {
  let left = address
  let ellipsis = false
  let groups = 0
  if (left.startsWith('::')) {
    ellipsis = true
    left = left.slice(2)
    if (left === '') return undefined
  }
  while (groups < 8) {
    const digits = /^[0-9a-fA-F]*/.exec(left)![0]
    if (digits === '') return `each colon-separated field must have at least one digit (at ${quote(left)})`
    if (digits.length > 4) return `each group must have 4 or less digits (at ${quote(left)})`
    const after = left.slice(digits.length)
    if (after.startsWith('.')) {
      if (!ellipsis && groups !== 6)
        return `embedded IPv4 address must replace the final 2 fields of the address (at ${quote(left)})`
      if (groups > 6)
        return `too many hex fields to fit an embedded IPv4 at the end of the address (at ${quote(left)})`
      return ipv4(left) === undefined ? undefined : 'IPv4 address too short'
    }
    groups++
    left = after
    if (left === '') break
    if (!left.startsWith(':')) return `unexpected character, want colon (at ${quote(left)})`
    if (left.length === 1) return `colon must be followed by more characters (at ${quote(left)})`
    left = left.slice(1)
    if (left.startsWith(':')) {
      if (ellipsis) return `multiple :: in address (at ${quote(left)})`
      ellipsis = true
      left = left.slice(1)
      if (left === '') break
    }
  }
  if (left !== '') return `trailing garbage after address (at ${quote(left)})`
  if (groups < 8) return ellipsis ? undefined : 'address string too short'
  return ellipsis ? 'the :: must expand to at least one field of zeros' : undefined
}

function hostname(text: string): Problem {
  const name = text.replace(/\.$/, '')
  if (utf8Length(name) > 253) return 'more than 253 characters long'
  for (const label of name.split('.')) {
    const length = utf8Length(label)
    if (length < 1 || length > 63) return 'label must be 1 to 63 characters long'
    if (label.startsWith('-')) return 'label starts with hyphen'
    if (label.endsWith('-')) return 'label ends with hyphen'
    const bad = /[^a-zA-Z0-9-]/u.exec(label)?.[0]
    if (bad !== undefined) return `invalid character ${quoteRune(bad)}`
  }
  return undefined
}

function email(text: string, isOld = false): Problem {
  if (utf8Length(text) > 254) return 'more than 255 characters long'
  const at = text.lastIndexOf('@')
  if (at < 0) return 'missing @'
  const local = text.slice(0, at)
  if (utf8Length(local) > 64) return 'local part more than 64 characters long'
  if (local.length > 1 && local.startsWith('"') && (isOld || local.endsWith('"'))) {
    if (/[\\"]/.test(local.slice(1, -1)))
      return 'backslash and quote are not allowed within quoted local part'
  } else {
    if (local.startsWith('.')) return 'starts with dot'
    if (local.endsWith('.')) return 'ends with dot'
    if (local.includes('..')) return 'consecutive dots'
    const bad = /[^a-zA-Z0-9.!#$%&'*+\-/=?^_`{|}~]/u.exec(local)?.[0]
    if (bad !== undefined) return `invalid character ${quoteRune(bad)}`
  }
  const domain = text.slice(at + 1)
  if (domain.startsWith('[') && domain.endsWith(']')) {
    const address = domain.slice(1, -1)
    return address.startsWith('IPv6:')
      ? within('invalid ipv6 address', ipv6(address.slice(5)))
      : within('invalid ipv4 address', ipv4(address))
  }
  return within('invalid domain', hostname(domain))
}

/** Go's time.Parse("2006-01-02"). */
function date(text: string): Problem {
  const fail = (rest: string, part: string) =>
    `parsing time ${quote(text)} as "2006-01-02": cannot parse ${quote(rest)} as ${quote(part)}`
  const year = /^\d{4}/.exec(text)
  if (!year) return fail(text, '2006')
  if (text[4] !== '-') return fail(text.slice(4), '-')
  const month = /^\d{2}/.exec(text.slice(5))?.[0]
  if (!month) return fail(text.slice(5), '01')
  if (Number(month) < 1 || Number(month) > 12) return `parsing time ${quote(text)}: month out of range`
  if (text[7] !== '-') return fail(text.slice(7), '-')
  const day = /^\d{2}/.exec(text.slice(8))?.[0]
  if (!day) return fail(text.slice(8), '02')
  if (text.length > 10) return `parsing time ${quote(text)}: extra text: ${quote(text.slice(10))}`
  const days = new Date(Date.UTC(Number(year[0]) || 2000, Number(month), 0)).getUTCDate()
  return Number(day) < 1 || Number(day) > days ? `parsing time ${quote(text)}: day out of range` : undefined
}

function time(text: string): Problem {
  if (text.length < 9) return 'less than 9 characters long'
  if (text[2] !== ':' || text[5] !== ':') return 'missing colon in correct place'
  const parts = text.slice(0, 8).split(':')
  for (const part of parts) {
    if (!/^[+-]?\d+$/.test(part)) return 'invalid hour/min/sec'
    if (Number(part) < 0) return 'non-positive hour/min/sec'
  }
  let [hour, minute] = parts.map(Number) as [number, number]
  const second = Number(parts[2])
  if (hour > 23 || minute > 59 || second > 60) return 'hour/min/sec out of range'
  let rest = text.slice(8)
  if (rest.startsWith('.')) {
    const digits = /^\.\d*/.exec(rest)![0]
    if (digits.length === 1) return 'no digits in second fraction'
    rest = rest.slice(digits.length)
  }
  if (rest !== 'z' && rest !== 'Z') {
    if (rest.length !== 6) return 'offset must be 6 characters long'
    if (rest[0] !== '+' && rest[0] !== '-') return 'offset must begin with plus/minus'
    if (rest[3] !== ':') return 'missing colon in offset in correct place'
    const offset = [rest.slice(1, 3), rest.slice(4)]
    for (const part of offset) {
      if (!/^[+-]?\d+$/.test(part)) return 'invalid hour/min in offset'
      if (Number(part) < 0) return 'non-positive hour/min in offset'
    }
    const [offsetHour, offsetMinute] = offset.map(Number) as [number, number]
    if (offsetHour > 23 || offsetMinute > 59) return 'hour/min in offset out of range'
    const minutes = hour * 60 + minute + (rest[0] === '+' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
    const positive = minutes < 0 ? minutes + 24 * 60 : minutes
    hour = Math.floor(positive / 60)
    minute = positive % 60
  }
  return second >= 60 && (hour !== 23 || minute !== 59) ? 'invalid leap second' : undefined
}

function dateTime(text: string): Problem {
  if (utf8Length(text) < 20) return 'less than 20 characters long'
  if (text[10] !== 't' && text[10] !== 'T') return '11th character must be t or T'
  return (
    within('invalid date element', date(text.slice(0, 10))) ??
    within('invalid time element', time(text.slice(11)))
  )
}

function uri(text: string): Problem {
  const url = checkedUrl(text)
  if (typeof url === 'string') return url
  return url.scheme === '' ? 'relative url' : undefined
}

function uriReference(text: string): Problem {
  if (text.includes('\\')) return 'contains \\'
  const url = checkedUrl(text)
  return typeof url === 'string' ? url : undefined
}

function uriTemplate(text: string): Problem {
  const url = checkedUrl(text)
  // Go looks at RawPath, which is empty unless the path needs another encoding than its default.
  return typeof url === 'string' ? url : undefined
}

function checkedUrl(text: string): { scheme: string } | string {
  const url = goUrl(text)
  if ('error' in url) return url.error
  const host = url.host.replace(/:\d*$/, '')
  if (!host.includes(':')) return url
  if (!host.startsWith('[')) return 'ipv6 address not enclosed in brackets'
  const problem = ipv6(host.slice(1, host.indexOf(']')))
  return problem === undefined ? url : `invalid ipv6 address: ${problem}`
}

function semver(text: string): Problem {
  let rest = text
  const plus = rest.indexOf('+')
  if (plus >= 0) {
    const build = rest.slice(plus + 1)
    if (build === '') return 'build is empty'
    for (const part of build.split('.')) {
      if (part === '') return 'build identifier is empty'
      const bad = /[^0-9a-zA-Z-]/u.exec(part)?.[0]
      if (bad !== undefined) return `invalid character ${quoteRune(bad)} in build identifier`
    }
    rest = rest.slice(0, plus)
  }
  const dash = rest.indexOf('-')
  if (dash >= 0) {
    for (const part of rest.slice(dash + 1).split('.')) {
      if (part === '') return 'pre-release identifier is empty'
      const bad = /[^0-9a-zA-Z-]/u.exec(part)?.[0]
      if (bad !== undefined) return `invalid character ${quoteRune(bad)} in pre-release identifier`
      if (/^0\d+$/.test(part)) return 'pre-release numeric identifier starts with zero'
    }
    rest = rest.slice(0, dash)
  }
  const numbers = rest.split('.')
  if (numbers.length !== 3) return 'versionCore must have 3 numbers separated by dot'
  for (const [i, name] of ['major', 'minor', 'patch'].entries()) {
    const number = numbers[i]!
    if (number === '') return `${name} is empty`
    if (number.length > 1 && number.startsWith('0')) return `${name} starts with zero`
    if (!/^\d+$/.test(number)) return `${name} contains non-digit`
  }
  return undefined
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Go's `%q` of a rune. */
function quoteRune(character: string): string {
  return `'${quote(character).slice(1, -1).replace('\\"', '"').replace(/^'$/, "\\'")}'`
}
