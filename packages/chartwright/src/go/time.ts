import { bytesOf } from './bytes.ts'
import { GoError } from './error.ts'
import {
  GoInt,
  GoNamedInt,
  GoStruct,
  int,
  int64,
  method,
  newMap,
  type GoMethod,
  type GoValue,
} from './values.ts'

/** A zone's state at a moment: what Host.zone answers. */
export interface ZoneState {
  offsetSeconds: number
  abbreviation: string
}

/** Looks a zone up at a moment, in milliseconds since 1970; undefined for a zone that does not exist. */
export type ZoneLookup = (name: string, at: number) => ZoneState | undefined

/** A moment with the zone it is shown in. Seconds count from 1970, negative before. */
export interface Moment {
  readonly seconds: number
  readonly nanos: number
  readonly zone: ZoneState
  /** The zone is the machine's own: another place than UTC for Go, also where it shows the same time. */
  readonly isLocal?: boolean
  /** The one reading of the clock that it comes from: Go's monotonic clock, which == compares too. */
  readonly reading?: object
}

export const utc: ZoneState = { offsetSeconds: 0, abbreviation: 'UTC' }

/** time.Time{}: the first of January of year 1. */
export const zeroMoment: Moment = { seconds: -62135596800, nanos: 0, zone: utc }

export function momentIn(seconds: number, nanos: number, name: string, lookup: ZoneLookup): Moment {
  return { seconds, nanos, zone: lookup(name, seconds * 1000) ?? utc, isLocal: name === 'Local' }
}

interface Clock {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  nanos: number
  weekday: number
  yearDay: number
}

/** The calendar and the clock as they stand in the moment's zone. */
export function clockOf({ seconds, nanos, zone }: Moment): Clock {
  const date = new Date((seconds + zone.offsetSeconds) * 1000)
  const year = date.getUTCFullYear()
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanos,
    weekday: date.getUTCDay(),
    yearDay: Math.floor((date.getTime() - startOfYear(year)) / 86400000) + 1,
  }
}

function startOfYear(year: number): number {
  // Date.UTC takes years below 100 for those of the twentieth century.
  return new Date(0).setUTCFullYear(year, 0, 1)
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

const pieces =
  /January|Jan|Monday|Mon|MST|2006|__2|002|_2006|_2|01|02|03|04|05|06|Z070000|Z07:00:00|Z0700|Z07:00|Z07|-070000|-07:00:00|-0700|-07:00|-07|15|PM|pm|[.,](?:0+|9+)(?![0-9])|1|2|3|4|5/

/** Cuts a layout into its pieces; "std" tells the reference's pieces from text between them. */
function* cut(layout: string): Generator<{ std: boolean; text: string }> {
  let rest = layout
  while (rest !== '') {
    const match = nextPiece(rest)
    if (!match) break
    if (match.at > 0) yield { std: false, text: rest.slice(0, match.at) }
    yield { std: true, text: match.text }
    rest = rest.slice(match.at + match.text.length)
  }
  if (rest !== '') yield { std: false, text: rest }
}

function nextPiece(text: string): { at: number; text: string } | undefined {
  for (let from = 0; ;) {
    const match = pieces.exec(text.slice(from))
    if (!match) return undefined
    const at = from + match.index
    const piece = match[0]
    // "Jan" and "Mon" only if no small letter follows; a fraction only after the seconds' digits or anywhere.
    if ((piece === 'Jan' || piece === 'Mon') && /^[a-z]/.test(text.slice(at + 3))) {
      from = at + 1
      continue
    }
    // The underscore of "_2006" is text.
    if (piece === '_2006') return { at: at + 1, text: '2006' }
    return { at, text: piece }
  }
}

const pad = (value: number, width: number, fill = '0') => String(value).padStart(width, fill)

/** Time.Format. */
export function formatTime(moment: Moment, layout: string): string {
  const clock = clockOf(moment)
  let text = ''
  for (const piece of cut(layout))
    text += piece.std ? formatPiece(piece.text, clock, moment.zone) : piece.text
  return text
}

function formatPiece(piece: string, clock: Clock, zone: ZoneState): string {
  const { year, month, day, hour, minute, second } = clock
  switch (piece) {
    case 'January':
      return months[month - 1]!
    case 'Jan':
      return months[month - 1]!.slice(0, 3)
    case 'Monday':
      return weekdays[clock.weekday]!
    case 'Mon':
      return weekdays[clock.weekday]!.slice(0, 3)
    case 'MST':
      return zone.abbreviation || offsetText(zone.offsetSeconds, '', false)
    case '2006':
      return year < 0 ? `-${pad(-year, 4)}` : pad(year, 4)
    case '06':
      return pad(Math.abs(year) % 100, 2)
    case '01':
      return pad(month, 2)
    case '1':
      return String(month)
    case '02':
      return pad(day, 2)
    case '_2':
      return pad(day, 2, ' ')
    case '2':
      return String(day)
    case '002':
      return pad(clock.yearDay, 3)
    case '__2':
      return pad(clock.yearDay, 3, ' ')
    case '15':
      return pad(hour, 2)
    case '03':
      return pad(hour % 12 || 12, 2)
    case '3':
      return String(hour % 12 || 12)
    case '04':
      return pad(minute, 2)
    case '4':
      return String(minute)
    case '05':
      return pad(second, 2)
    case '5':
      return String(second)
    case 'PM':
      return hour >= 12 ? 'PM' : 'AM'
    case 'pm':
      return hour >= 12 ? 'pm' : 'am'
  }
  if (piece[0] === '.' || piece[0] === ',') return fraction(piece, clock.nanos)
  if (piece[0] === 'Z' && zone.offsetSeconds === 0) return 'Z'
  return offsetText(
    zone.offsetSeconds,
    piece.includes(':') ? ':' : '',
    /^.07(?::?00:?00)?$/.test(piece) && piece.length === 3,
    piece.length > 6,
  )
}

function fraction(piece: string, nanos: number): string {
  const digits = pad(nanos, 9).slice(0, piece.length - 1)
  if (piece[1] === '0') return piece[0] + digits
  const shown = digits.replace(/0+$/, '')
  return shown === '' ? '' : piece[0] + shown
}

function offsetText(offset: number, colon: string, hoursOnly: boolean, withSeconds = false): string {
  const size = Math.abs(offset)
  let text = (offset < 0 ? '-' : '+') + pad(Math.floor(size / 3600), 2)
  if (!hoursOnly) text += colon + pad(Math.floor(size / 60) % 60, 2)
  if (withSeconds) text += colon + pad(size % 60, 2)
  return text
}

/** Time.String, without the monotonic reading that only a time just taken carries. */
export function timeText(moment: Moment): string {
  return formatTime(moment, '2006-01-02 15:04:05.999999999 -0700 MST')
}

/** time.ParseInLocation: throws GoError with Go's message. */
export function parseTime(layout: string, value: string, zoneName: string, lookup: ZoneLookup): Moment {
  const fail = (piece: string, rest: string, message = '') =>
    new GoError(
      message
        ? `parsing time ${quoted(value)}${message}`
        : `parsing time ${quoted(value)} as ${quoted(layout)}: cannot parse ${quoted(rest)} as ${quoted(piece)}`,
    )
  const found: Partial<Clock> & {
    pm?: boolean
    am?: boolean
    offset?: number
    zone?: string
    zulu?: boolean
  } = {}
  let rest = value
  const list = [...cut(layout)]
  for (let i = 0; i < list.length; i++) {
    const { std, text } = list[i]!
    if (!std) {
      const skipped = skip(rest, text)
      if (!skipped.fits) throw fail(text, skipped.rest)
      rest = skipped.rest
      continue
    }
    const hold = rest
    const take = (pattern: RegExp): string => {
      const match = pattern.exec(rest)
      if (!match) throw fail(text, hold)
      rest = rest.slice(match[0].length)
      return match[0]
    }
    const number = (pattern: RegExp, low: number, high: number, what: string): number => {
      const digits = Number(take(pattern))
      if (digits < low || digits > high) throw fail('', '', `: ${what} out of range`)
      return digits
    }
    switch (text) {
      case 'January':
      case 'Jan':
        found.month = named(months, text === 'Jan')
        break
      case 'Monday':
      case 'Mon':
        named(weekdays, text === 'Mon')
        break
      case '2006':
        found.year = Number(take(/^\d{4}/))
        break
      case '06': {
        const year = Number(take(/^\d{2}/))
        found.year = year >= 69 ? 1900 + year : 2000 + year
        break
      }
      case '01':
      case '1':
        found.month = number(text === '01' ? /^\d{2}/ : /^\d{1,2}/, 1, 12, 'month')
        break
      case '02':
        found.day = Number(take(/^\d{2}/))
        break
      case '_2':
      case '2':
        found.day = Number(take(text === '_2' ? /^ ?\d{1,2}/ : /^\d{1,2}/))
        break
      case '002':
      case '__2':
        found.yearDay = Number(take(text === '002' ? /^\d{3}/ : /^ {0,2}\d{1,3}/))
        break
      case '15':
        found.hour = number(/^\d{1,2}/, 0, 23, 'hour')
        break
      case '03':
      case '3':
        found.hour = number(text === '03' ? /^\d{2}/ : /^\d{1,2}/, 0, 12, 'hour')
        break
      case '04':
      case '4':
        found.minute = number(text === '04' ? /^\d{2}/ : /^\d{1,2}/, 0, 59, 'minute')
        break
      case '05':
      case '5': {
        found.second = number(text === '05' ? /^\d{2}/ : /^\d{1,2}/, 0, 59, 'second')
        // A fraction may follow the seconds even where the layout has none.
        const next = list[i + 1]
        if (next?.std && /^[.,]/.test(next.text)) break
        const part = /^[.,]\d+/.exec(rest)
        if (part) {
          found.nanos = Number(part[0].slice(1, 10).padEnd(9, '0'))
          rest = rest.slice(part[0].length)
        }
        break
      }
      case 'PM':
      case 'pm': {
        const half = take(text === 'PM' ? /^(?:AM|PM)/ : /^(?:am|pm)/).toUpperCase()
        found.pm = half === 'PM'
        found.am = half === 'AM'
        break
      }
      case 'MST':
        if (rest.startsWith('UTC')) {
          found.zone = take(/^UTC/)
          found.offset = 0
        } else
          found.zone = take(
            /^(?:GMT[+-]\d{1,2}|[+-]\d{2}(?:\d{2})?|ChST|MeST|WITA|[A-Z]{4}T|[A-Z]{3}T|[A-Z]{3})(?![A-Z])/,
          )
        break
      default:
        if (/^[.,]/.test(text)) {
          if (text[1] === '9') {
            const part = /^[.,]\d{1,9}\d*/.exec(rest)
            if (part) {
              found.nanos = Number(part[0].slice(1, 10).padEnd(9, '0'))
              rest = rest.slice(part[0].length)
            }
          } else
            found.nanos = Number(
              take(new RegExp(`^[.,]\\d{${text.length - 1}}`))
                .slice(1)
                .padEnd(9, '0'),
            )
        } else if (text[0] === 'Z' && rest[0] === 'Z') {
          rest = rest.slice(1)
          found.zulu = true
        } else {
          const form = text.slice(1).replace(/07/, '\\d{2}').replaceAll('00', '\\d{2}')
          const digits = take(new RegExp(`^[+-]${form}`))
          const [hours, minutes, seconds] = digits.slice(1).replaceAll(':', '').match(/\d\d/g)!
          const size = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
          if (Number(hours) > 24) throw fail('', '', ': time zone offset hour out of range')
          if (Number(minutes ?? 0) > 60) throw fail('', '', ': time zone offset minute out of range')
          found.offset = digits[0] === '-' ? -size : size
        }
    }
    function named(names: readonly string[], isShort: boolean): number {
      const lower = rest.toLowerCase()
      for (let at = 0; at < names.length; at++) {
        const name = isShort ? names[at]!.slice(0, 3) : names[at]!
        if (lower.startsWith(name.toLowerCase())) {
          rest = rest.slice(name.length)
          return at + 1
        }
      }
      throw fail(text, hold)
    }
  }
  if (rest !== '') throw fail('', '', `: extra text: ${quoted(rest)}`)
  let hour = found.hour ?? 0
  if (found.pm && hour < 12) hour += 12
  else if (found.am && hour === 12) hour = 0
  const year = found.year ?? 0
  let { month, day } = found
  if (found.yearDay !== undefined) {
    const date = new Date(startOfYear(year) + (found.yearDay - 1) * 86400000)
    if (found.yearDay < 1 || date.getUTCFullYear() !== year) throw fail('', '', ': day-of-year out of range')
    if (month !== undefined && month !== date.getUTCMonth() + 1)
      throw fail('', '', ': day-of-year does not match month')
    if (day !== undefined && day !== date.getUTCDate()) throw fail('', '', ': day-of-year does not match day')
    month = date.getUTCMonth() + 1
    day = date.getUTCDate()
  }
  month ??= 1
  day ??= 1
  if (day < 1 || day > daysIn(year, month)) throw fail('', '', ': day out of range')
  const local = new Date(0)
  local.setUTCFullYear(year, month - 1, day)
  local.setUTCHours(hour, found.minute ?? 0, found.second ?? 0)
  const wall = local.getTime() / 1000
  const nanos = found.nanos ?? 0
  if (found.zulu || (found.offset === 0 && found.zone === 'UTC')) return { seconds: wall, nanos, zone: utc }
  if (found.offset !== undefined) {
    const seconds = wall - found.offset
    const there = lookup(zoneName, seconds * 1000) ?? utc
    const same =
      there.offsetSeconds === found.offset && (found.zone === undefined || there.abbreviation === found.zone)
    return {
      seconds,
      nanos,
      zone: same ? there : { offsetSeconds: found.offset, abbreviation: found.zone ?? '' },
      isLocal: same && zoneName === 'Local',
    }
  }
  const there = localZone(wall, zoneName, lookup)
  if (found.zone !== undefined && found.zone !== there.abbreviation) {
    // A zone that is not the local one is a made-up one with no offset, but for GMT+3.
    const hours = /^GMT([+-]\d+)$/.exec(found.zone)
    const offsetSeconds = hours ? Number(hours[1]) * 3600 : 0
    return { seconds: wall - offsetSeconds, nanos, zone: { offsetSeconds, abbreviation: found.zone } }
  }
  return { seconds: wall - there.offsetSeconds, nanos, zone: there, isLocal: zoneName === 'Local' }
}

/** The zone's state when its clocks show a time. */
function localZone(wall: number, name: string, lookup: ZoneLookup): ZoneState {
  const first = lookup(name, wall * 1000) ?? utc
  const second = lookup(name, (wall - first.offsetSeconds) * 1000) ?? utc
  return second
}

function daysIn(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate()
}

// Text between the pieces must be there as it is, but spaces only as far as there are any.
function skip(value: string, prefix: string): { rest: string; fits: boolean } {
  let rest = value
  for (let i = 0; i < prefix.length;) {
    if (prefix[i] === ' ') {
      if (rest !== '' && rest[0] !== ' ') return { rest, fits: false }
      while (prefix[i] === ' ') i++
      rest = rest.replace(/^ +/, '')
      continue
    }
    if (rest[0] !== prefix[i]) return { rest, fits: false }
    rest = rest.slice(1)
    i++
  }
  return { rest, fits: true }
}

function quoted(text: string): string {
  let result = '"'
  for (const character of text)
    result +=
      character === '"' || character === '\\'
        ? `\\${character}`
        : character < ' ' || character > '\x7f'
          ? hexBytes(character)
          : character
  return `${result}"`
}

function hexBytes(character: string): string {
  return Array.from(bytesOf(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

class TimeStruct extends GoStruct {
  readonly moment: Moment
  constructor(moment: Moment, methods: Record<string, GoMethod>) {
    super('time.Time', newMap(), methods)
    this.moment = moment
  }

  override equals(other: GoStruct, deep: boolean): boolean {
    const [one, two] = [this.moment, (other as TimeStruct).moment]
    if (one.seconds !== two.seconds || one.nanos !== two.nanos || one.reading !== two.reading) return false
    if (one.isLocal || two.isLocal) return one.isLocal === two.isLocal
    return one.zone === two.zone || isSamePlace(one.zone, two.zone, deep)
  }
}

/** time.FixedZone makes a place of its own each time, but one for each whole hour without a name. */
function isSamePlace(one: ZoneState, two: ZoneState, deep: boolean): boolean {
  if (one === utc || two === utc) return false
  if (one.offsetSeconds !== two.offsetSeconds || one.abbreviation !== two.abbreviation) return false
  const hours = one.offsetSeconds / 3600
  return deep || (one.abbreviation === '' && Number.isInteger(hours) && hours >= -12 && hours <= 14)
}

/** The moment of a time.Time, undefined for any other value. */
export function momentOf(value: GoValue): Moment | undefined {
  return value instanceof TimeStruct ? value.moment : undefined
}

// The engine hands integers over plain.
function integer(value: GoValue | undefined): bigint {
  return value instanceof GoInt ? value.toBigInt() : BigInt(value as number)
}

/** A time.Time with the methods that a template can call. */
export function timeStruct(moment: Moment): GoStruct {
  const clock = () => clockOf(moment)
  const moved = (seconds: number, nanos: number, from = moment) => {
    const total = moment.nanos + nanos
    return timeStruct({
      ...from,
      seconds: moment.seconds + seconds + Math.floor(total / 1e9),
      nanos: ((total % 1e9) + 1e9) % 1e9,
    })
  }
  const off = { ...moment, reading: undefined }
  const compare = (other: GoValue) => {
    const against = momentOf(other)!
    return moment.seconds - against.seconds || moment.nanos - against.nanos
  }
  const rfc3339 = () => formatTime(moment, '2006-01-02T15:04:05.999999999Z07:00')
  const sinceYearOne = () => exact() - BigInt(zeroMoment.seconds) * 1000000000n
  const exact = () => BigInt(moment.seconds) * 1000000000n + BigInt(moment.nanos)
  return new TimeStruct(moment, {
    String: () => timeText(moment),
    Format: method(['string'], (layout) => formatTime(moment, layout as string)),
    MarshalJSON: rfc3339,
    Unix: () => int64(moment.seconds),
    UnixMilli: () => int64(exact() / 1000000n),
    UnixMicro: () => int64(exact() / 1000n),
    UnixNano: () => int64(exact()),
    Year: () => int(clock().year),
    Month: () => new GoNamedInt('time.Month', 'int', clock().month, months[clock().month - 1]!),
    Day: () => int(clock().day),
    Hour: () => int(clock().hour),
    Minute: () => int(clock().minute),
    Second: () => int(clock().second),
    Nanosecond: () => int(moment.nanos),
    YearDay: () => int(clock().yearDay),
    Weekday: () => new GoNamedInt('time.Weekday', 'int', clock().weekday, weekdays[clock().weekday]!),
    IsZero: () => moment.seconds === zeroMoment.seconds && moment.nanos === 0,
    UTC: () => timeStruct({ ...off, zone: utc, isLocal: false }),
    Local: () => timeStruct(off),
    Add: method(['time.Duration'], (duration) => {
      const nanos = integer(duration)
      return moved(Number(nanos / 1000000000n), Number(nanos % 1000000000n))
    }),
    AddDate: method(['int', 'int', 'int'], (years, months, days) => {
      const { year, month, day } = clock()
      const shifted = new Date((moment.seconds + moment.zone.offsetSeconds) * 1000)
      shifted.setUTCFullYear(
        year + Number(integer(years)),
        month - 1 + Number(integer(months)),
        day + Number(integer(days)),
      )
      return timeStruct({ ...off, seconds: shifted.getTime() / 1000 - moment.zone.offsetSeconds })
    }),
    Truncate: method(['time.Duration'], (multiple) => {
      const size = integer(multiple)
      return size <= 0n ? timeStruct(off) : moved(0, -Number(sinceYearOne() % size), off)
    }),
    Round: method(['time.Duration'], (multiple) => {
      const size = integer(multiple)
      if (size <= 0n) return timeStruct(off)
      const rest = sinceYearOne() % size
      return moved(0, Number(rest + rest < size ? -rest : size - rest), off)
    }),
    Sub: method(['time.Time'], (other) => {
      const against = momentOf(other!)!
      const nanos =
        BigInt(moment.seconds - against.seconds) * 1000000000n + BigInt(moment.nanos - against.nanos)
      return durationValue(nanos)
    }),
    After: method(['time.Time'], (other) => compare(other!) > 0),
    Before: method(['time.Time'], (other) => compare(other!) < 0),
    Equal: method(['time.Time'], (other) => compare(other!) === 0),
    Compare: method(['time.Time'], (other) => new GoInt('int', Math.sign(compare(other!)))),
  })
}

const units: readonly [string, bigint][] = [
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1000000n],
  ['s', 1000000000n],
  ['m', 60000000000n],
  ['h', 3600000000000n],
]
const unitSizes = new Map(units)
const maxInt64 = 2n ** 63n - 1n

/** time.ParseDuration: nanoseconds. Throws GoError with Go's message. */
export function parseDuration(text: string): bigint {
  const invalid = () => new GoError(`time: invalid duration ${quoted(text)}`)
  let rest = text
  const negative = rest[0] === '-'
  if (negative || rest[0] === '+') rest = rest.slice(1)
  if (rest === '0') return 0n
  if (rest === '') throw invalid()
  let total = 0n
  while (rest !== '') {
    const number = /^(\d*)(?:(\.)(\d*))?/.exec(rest)!
    const [whole, digits, , decimals = ''] = number
    if (digits === '' && decimals === '') throw invalid()
    rest = rest.slice(whole.length)
    const unit = /^[^.0-9]+/.exec(rest)?.[0]
    if (unit === undefined) throw new GoError(`time: missing unit in duration ${quoted(text)}`)
    const size = unitSizes.get(unit)
    if (size === undefined)
      throw new GoError(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`)
    rest = rest.slice(unit.length)
    if (BigInt(digits || '0') > 2n ** 63n) throw invalid()
    const shown = decimals.slice(0, 18)
    total += BigInt(digits || '0') * size
    if (shown !== '') total += BigInt(Math.trunc(Number(shown) * (Number(size) / 10 ** shown.length)))
    if (total > 2n ** 63n) throw invalid()
  }
  if (negative) return -total
  if (total > maxInt64) throw invalid()
  return total
}

/** Duration.String. */
export function durationText(nanos: bigint): string {
  if (nanos === 0n) return '0s'
  const sign = nanos < 0n ? '-' : ''
  const size = nanos < 0n ? -nanos : nanos
  if (size < 1000n) return `${sign}${size}ns`
  if (size < 1000000n) return `${sign}${decimal(size, 1000n)}µs`
  if (size < 1000000000n) return `${sign}${decimal(size, 1000000n)}ms`
  const minutes = size / 60000000000n
  const seconds = `${decimal(size % 60000000000n, 1000000000n)}s`
  if (minutes === 0n) return sign + seconds
  const hours = minutes / 60n
  return hours === 0n ? `${sign}${minutes}m${seconds}` : `${sign}${hours}h${minutes % 60n}m${seconds}`
}

function decimal(value: bigint, unit: bigint): string {
  const part = (value % unit)
    .toString()
    .padStart(unit.toString().length - 1, '0')
    .replace(/0+$/, '')
  return part === '' ? String(value / unit) : `${value / unit}.${part}`
}

/** A time.Duration. */
export function durationValue(nanos: bigint): GoNamedInt {
  return new GoNamedInt('time.Duration', 'int64', nanos, durationText(nanos))
}

/** Duration.Round: halves go away from zero. */
export function roundDuration(nanos: bigint, multiple: bigint): bigint {
  if (multiple <= 0n) return nanos
  const rest = nanos % multiple
  const size = rest < 0n ? -rest : rest
  if (size + size < multiple) return nanos - rest
  const rounded = nanos < 0n ? nanos - rest - multiple : nanos - rest + multiple
  return rounded > maxInt64 ? maxInt64 : rounded < -maxInt64 - 1n ? -maxInt64 - 1n : rounded
}
