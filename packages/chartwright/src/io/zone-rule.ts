import type { ZoneState } from './zone.ts'

// `CET-1CEST,M3.5.0,M10.5.0/3`: two names, what they are behind UTC, and when summer begins and ends.
const name = '([^-+\\d,<]{3,}|<[^>]*>)'
const hours = '(?:16[0-8]|1[0-5]\\d|\\d{1,2})'
const offset = `([-+]?${hours}(?::[0-5]?\\d){0,2})`
const day = '(J?(?:36[0-5]|3[0-5]\\d|[12]\\d\\d|\\d{1,2})|M(?:1[0-2]|[1-9])\\.[1-5]\\.[0-6])'
const shape = `^${name}${offset}(?:${name}${offset}?(?:[,;]${day}(?:/${offset})?,${day}(?:/${offset})?)?)?$`

// Made when it is first asked for: V8 takes 2 ms to compile what few zones need.
let zoneRule: RegExp | undefined

const americanRule = ['M3.2.0', undefined, 'M11.1.0', undefined]

/**
 * What the rule at the end of a TZif file says of a moment: a TZ string as POSIX has it, with the hours beyond a day
 * of RFC 8536. Go's `tzset` (time/zoneinfo.go) reads it so. Undefined where it cannot be read.
 *
 * @param seconds since 1970
 * @example stateByRule('CET-1CEST,M3.5.0,M10.5.0/3', Date.UTC(2026, 6, 1) / 1000) // CEST, 7200
 */
export function stateByRule(rule: string, seconds: number): ZoneState | undefined {
  // As `UTC0` and `<+03>-3`: no summer.
  const plain = /^([A-Za-z]{3,}|<[^>]*>)([-+]?\d)$/.exec(rule)
  if (plain) return { offsetSeconds: -secondsIn(plain[2]!), abbreviation: bare(plain[1]!) }
  zoneRule ??= new RegExp(shape)
  const found = zoneRule.exec(rule)
  if (!found) return undefined
  const [, standardName, standardOffset, summerName, summerOffset, ...given] = found
  const standard: ZoneState = {
    offsetSeconds: -secondsIn(standardOffset!),
    abbreviation: bare(standardName!),
  }
  if (summerName === undefined) return standard
  const summer: ZoneState = {
    offsetSeconds: summerOffset === undefined ? standard.offsetSeconds + 3600 : -secondsIn(summerOffset),
    abbreviation: bare(summerName),
  }
  const [startDay, startTime = '2', endDay, endTime = '2'] = given[0] === undefined ? americanRule : given
  const year = new Date(seconds * 1000).getUTCFullYear()
  const start = dayIn(year, startDay!) + secondsIn(startTime) - standard.offsetSeconds
  const end = dayIn(year, endDay!) + secondsIn(endTime) - summer.offsetSeconds
  // In the south summer goes over the turn of the year.
  const isSummer = start <= end ? start <= seconds && seconds < end : seconds < end || start <= seconds
  return isSummer ? summer : standard
}

function bare(text: string): string {
  return text.startsWith('<') ? text.slice(1, -1) : text
}

function secondsIn(text: string): number {
  const [hours, minutes = 0, seconds = 0] = text.replace(/^[-+]/, '').split(':').map(Number)
  const size = hours! * 3600 + minutes * 60 + seconds
  return text.startsWith('-') ? -size : size
}

/** The first second, in UTC, of a day that is given as `J60`, which never is 29 February, as `59`, or as `M3.5.0`. */
function dayIn(year: number, text: string): number {
  const utc = (month: number, date: number) => Date.UTC(year, month, date) / 1000
  if (text.startsWith('J')) {
    const count = Number(text.slice(1))
    const isLeap = utc(2, 0) === utc(1, 29)
    return utc(0, isLeap && count >= 60 ? count + 1 : count)
  }
  if (!text.startsWith('M')) return utc(0, Number(text) + 1)
  const [month, week, weekday] = text.slice(1).split('.').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  let date = 1 + ((weekday - first + 7) % 7)
  for (let i = 1; i < week && date + 7 <= length; i++) date += 7
  return utc(month - 1, date)
}
