import { bytesOf } from './bytes.ts'
import { GoError } from './error.ts'
import {
  daysIn,
  layoutPieces,
  momentIn,
  months,
  startOfYear,
  utc,
  wallMoment,
  weekdays,
  type Moment,
  type ZoneLookup,
} from './time.ts'

/** A mistake whose text the caller writes: what stands there is not what the layout wants. */
const bad = Symbol('bad')

/**
 * time.ParseInLocation: throws GoError with Go's message. Layout and value are read byte by byte, each as one
 * character.
 */
export function parseTime(layout: string, value: string, zoneName: string, lookup: ZoneLookup): Moment {
  return new TimeParser(byByte(layout), byByte(value), zoneName, lookup).moment()
}

const halfYear = 15778800

const isDigit = (text: string, at: number) => text[at] !== undefined && text[at]! >= '0' && text[at]! <= '9'

class TimeParser {
  private readonly layout: string
  private readonly value: string
  private readonly zoneName: string
  private readonly lookup: ZoneLookup
  private rest: string
  private year = 0
  private month = -1
  private day = -1
  private yearDay = -1
  private hour = 0
  private minute = 0
  private second = 0
  private nanos = 0
  private isMorning = false
  private isAfternoon = false
  private isUtc = false
  /** Seconds; Go's own mark for none is -1 too. */
  private offset = -1
  private zone = ''

  constructor(layout: string, value: string, zoneName: string, lookup: ZoneLookup) {
    this.layout = layout
    this.value = value
    this.rest = value
    this.zoneName = zoneName
    this.lookup = lookup
  }

  moment(): Moment {
    const pieces = layoutPieces(this.layout)
    for (const [i, { std, text }] of pieces.entries()) {
      if (!std) {
        this.skip(text)
        continue
      }
      const hold = this.rest
      try {
        this.read(text, pieces.slice(i + 1).find((piece) => piece.std)?.text ?? '')
      } catch (error) {
        if (error !== bad) throw error
        throw this.mismatch(text, hold)
      }
    }
    if (this.rest !== '') throw this.fault(`extra text: ${quoted(this.rest)}`)
    if (this.isAfternoon && this.hour < 12) this.hour += 12
    else if (this.isMorning && this.hour === 12) this.hour = 0
    this.date()
    return this.placed()
  }

  private mismatch(piece: string, rest: string): GoError {
    const [value, layout] = [quoted(this.value), quoted(this.layout)]
    return new GoError(`parsing time ${value} as ${layout}: cannot parse ${quoted(rest)} as ${quoted(piece)}`)
  }

  private fault(message: string): GoError {
    return new GoError(`parsing time ${quoted(this.value)}: ${message}`)
  }

  /** Text between the pieces must be there as it is, but spaces only as far as there are any. */
  private skip(text: string): void {
    for (let i = 0; i < text.length;) {
      const isSpace = text[i] === ' '
      if (isSpace ? this.rest !== '' && this.rest[0] !== ' ' : this.rest[0] !== text[i])
        throw this.mismatch(text, this.rest)
      if (isSpace) {
        while (text[i] === ' ') i++
        this.rest = this.rest.replace(/^ +/, '')
      } else {
        this.rest = this.rest.slice(1)
        i++
      }
    }
  }

  private take(length: number): string {
    if (this.rest.length < length) throw bad
    const taken = this.rest.slice(0, length)
    this.rest = this.rest.slice(length)
    return taken
  }

  /** One or two digits, or just two. */
  private number(isFixed: boolean): number {
    return Number(this.take(twoDigits(this.rest, isFixed).length))
  }

  private inRange(number: number, low: number, high: number, what: string): number {
    if (number < low || number > high) throw this.fault(`${what} out of range`)
    return number
  }

  private read(piece: string, next: string): void {
    switch (piece) {
      case '06': {
        const year = signed(this.take(2))
        this.year = year + (year >= 69 ? 1900 : 2000)
        return
      }
      case '2006':
        if (!isDigit(this.rest, 0)) throw bad
        this.year = signed(this.take(4))
        return
      case 'January':
      case 'Jan':
        this.month = this.named(months, piece === 'Jan') + 1
        return
      case 'Monday':
      case 'Mon':
        this.named(weekdays, piece === 'Mon')
        return
      case '01':
      case '1':
        this.month = this.inRange(this.number(piece === '01'), 1, 12, 'month')
        return
      case '02':
      case '_2':
      case '2':
        if (piece === '_2' && this.rest[0] === ' ') this.take(1)
        this.day = this.number(piece === '02')
        return
      case '002':
      case '__2':
        this.readYearDay(piece)
        return
      case '15':
        this.hour = this.inRange(this.number(false), 0, 23, 'hour')
        return
      case '03':
      case '3':
        this.hour = this.inRange(this.number(piece === '03'), 0, 12, 'hour')
        return
      case '04':
      case '4':
        this.minute = this.inRange(this.number(piece === '04'), 0, 59, 'minute')
        return
      case '05':
      case '5':
        this.second = this.inRange(this.number(piece === '05'), 0, 59, 'second')
        // A fraction may follow where the layout has none.
        if (!/^[.,]/.test(next)) this.fraction()
        return
      case 'PM':
      case 'pm':
        this.readHalf(piece)
        return
      case 'MST':
        this.readZone()
        return
    }
    if (piece[0] === 'Z' && this.rest[0] === 'Z') {
      this.take(1)
      this.isUtc = true
    } else if (piece[0] === 'Z' || piece[0] === '-') this.readOffset(piece)
    else if (piece[1] === '9') this.fraction()
    else this.nanoseconds(this.take(piece.length))
  }

  private readHalf(piece: string): void {
    const half = this.take(2)
    if (!(piece === 'PM' ? /^[AP]M$/ : /^[ap]m$/).test(half)) throw bad
    if (half[0]!.toLowerCase() === 'p') this.isAfternoon = true
    else this.isMorning = true
  }

  private readYearDay(piece: string): void {
    for (let i = 0; i < 2; i++) if (piece === '__2' && this.rest[0] === ' ') this.take(1)
    const digits = /^\d{1,3}/.exec(this.rest)?.[0] ?? ''
    if (digits === '' || (piece === '002' && digits.length < 3)) throw bad
    this.yearDay = Number(this.take(digits.length))
  }

  private named(names: readonly string[], isShort: boolean): number {
    for (const [at, name] of names.entries()) {
      const shown = isShort ? name.slice(0, 3) : name
      const there = this.rest.slice(0, shown.length)
      if (there.length !== shown.length || there.toLowerCase() !== shown.toLowerCase()) continue
      this.take(shown.length)
      return at
    }
    throw bad
  }

  /** Any number of digits behind a point or a comma. */
  private fraction(): void {
    const digits = /^[.,]\d+/.exec(this.rest)?.[0]
    if (digits !== undefined) this.nanoseconds(this.take(digits.length))
  }

  private nanoseconds(text: string): void {
    if (!/^[.,]/.test(text)) throw bad
    const digits = text.slice(1, 10)
    const number = signed(digits)
    if (number < 0) throw this.fault('fractional second out of range')
    this.nanos = number * 10 ** (9 - digits.length)
  }

  private readOffset(piece: string): void {
    const colons = piece.includes(':')
    const text = this.take(piece.length)
    if (colons && (text[3] !== ':' || (piece.length > 6 && text[6] !== ':'))) throw bad
    const parts = text.slice(1).replaceAll(':', '').match(/../g) ?? []
    // What is no number leaves those behind it at nothing, and a sign is looked for last.
    let isBad = false
    const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => {
      isBad ||= !/^\d\d$/.test(part)
      return isBad ? 0 : Number(part)
    })
    const sign = text[0]!
    this.inRange(seconds, 0, 60, 'time zone offset second')
    this.inRange(minutes, 0, 60, 'time zone offset minute')
    this.inRange(hours, 0, 24, 'time zone offset hour')
    if (isBad || !/[+-]/.test(sign)) throw bad
    const size = (hours * 60 + minutes) * 60 + seconds
    this.offset = sign === '-' ? -size : size
  }

  private readZone(): void {
    if (this.rest.startsWith('UTC')) {
      this.take(3)
      this.isUtc = true
    } else this.zone = this.take(zoneLength(this.rest))
  }

  /** Month and day, by the day of the year where there is one. */
  private date(): void {
    if (this.yearDay >= 0) {
      const start = startOfYear(this.year)
      const date = new Date(start + (this.yearDay - 1) * 86400000)
      if (this.yearDay < 1 || date.getUTCFullYear() !== this.year)
        throw this.fault('day-of-year out of range')
      const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()]
      if (this.month >= 0 && this.month !== month) throw this.fault('day-of-year does not match month')
      if (this.day >= 0 && this.day !== day) throw this.fault('day-of-year does not match day')
      this.month = month
      this.day = day
    }
    if (this.month < 0) this.month = 1
    if (this.day < 0) this.day = 1
    if (this.day < 1 || this.day > daysIn(this.year, this.month)) throw this.fault('day out of range')
  }

  /** The moment, in the place that the text names or in the usual one. */
  private placed(): Moment {
    const { zone, offset, nanos, zoneName, lookup } = this
    const date = new Date(0)
    date.setUTCFullYear(this.year, this.month - 1, this.day)
    date.setUTCHours(this.hour, this.minute, this.second)
    const wall = date.getTime() / 1000
    const isLocal = zoneName === 'Local'
    if (this.isUtc) return { seconds: wall, nanos, zone: utc }
    if (offset !== -1) {
      const seconds = wall - offset
      const there = lookup(zoneName, seconds * 1000) ?? utc
      const isThere = there.offsetSeconds === offset && (zone === '' || there.abbreviation === zone)
      if (isThere) return { seconds, nanos, zone: there, isLocal }
      return { seconds, nanos, zone: { offsetSeconds: offset, abbreviation: zone } }
    }
    const local = wallMoment(wall, zoneName, nanos, lookup)
    if (zone === '' || zone === local.zone.abbreviation) return local
    // The local summer's name in winter, or the other way round, still tells the offset.
    for (const at of [wall - halfYear, wall + halfYear]) {
      const other = lookup(zoneName, at * 1000) ?? utc
      if (other.abbreviation === zone) return momentIn(wall - other.offsetSeconds, nanos, zoneName, lookup)
    }
    // A zone that is not the local one is a made-up one: GMT+3 shows its offset, though the time stays.
    const offsetSeconds = /^GMT./.test(zone) ? Number(zone.slice(3)) * 3600 : 0
    return { seconds: wall, nanos, zone: { offsetSeconds, abbreviation: zone } }
  }
}

function twoDigits(text: string, isFixed: boolean): string {
  const digits = /^\d{1,2}/.exec(text)?.[0] ?? ''
  if (digits === '' || (isFixed && digits.length < 2)) throw bad
  return digits
}

/** time's atoi: digits, behind a sign if there is one. */
function signed(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw bad
  return Number(text)
}

/** parseTimeZone: three to five capitals, a few exceptions, or an offset. */
function zoneLength(text: string): number {
  if (text.length < 3) throw bad
  if (text.startsWith('ChST') || text.startsWith('MeST')) return 4
  if (text.startsWith('GMT')) return 3 + offsetLength(text.slice(3))
  if (/^[+-]/.test(text)) return offsetLength(text) || wrong()
  const capitals = /^[A-Z]{0,6}/.exec(text)![0]
  if (capitals.length === 3) return 3
  if (capitals.length === 4 && (capitals[3] === 'T' || capitals === 'WITA')) return 4
  return capitals.length === 5 && capitals[4] === 'T' ? 5 : wrong()
}

function wrong(): never {
  throw bad
}

function offsetLength(text: string): number {
  const found = /^[+-](\d+)/.exec(text)
  return found && Number(found[1]) <= 23 ? found[0].length : 0
}

function byByte(text: string): string {
  return Array.from(bytesOf(text), (byte) => String.fromCharCode(byte)).join('')
}

/** As Go's time package quotes: bytes beyond ASCII and control characters in hexadecimal. */
function quoted(bytes: string): string {
  let text = '"'
  for (const byte of bytes) {
    if (byte >= '\x80' || byte < ' ') text += `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`
    else text += byte === '"' || byte === '\\' ? `\\${byte}` : byte
  }
  return `${text}"`
}

/** A text in the messages of Go's time package. */
export function timeQuoted(text: string): string {
  return quoted(byByte(text))
}
