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
  const near = nearTo1970(seconds + zone.offsetSeconds)
  const date = new Date(near.seconds * 1000)
  const year = date.getUTCFullYear()
  return {
    year: year + near.yearsAway,
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

// The farthest that JavaScript's dates reach.
const farthest = 8.64e12
// The calendar repeats itself.
const fourCenturies = 146_097n * 86_400n
// Go counts from the first of March of the year -292277022400, in 64 bits that wrap (time.go, unixToAbsolute).
const goBegins = (730_692_556n * 146_097n + 719_468n) * 86_400n

/** A moment that JavaScript's calendar reaches, and how many years later the one asked for is. */
function nearTo1970(seconds: number): { seconds: number; yearsAway: number } {
  if (Math.abs(seconds) <= farthest) return { seconds, yearsAway: 0 }
  const counted = BigInt.asUintN(64, BigInt(seconds) + goBegins) - goBegins
  const rest = ((counted % fourCenturies) + fourCenturies) % fourCenturies
  return { seconds: Number(rest), yearsAway: 400 * Number((counted - rest) / fourCenturies) }
}

export function startOfYear(year: number): number {
  // Date.UTC takes years below 100 for those of the twentieth century.
  return new Date(0).setUTCFullYear(year, 0, 1)
}

export const months =
  'January February March April May June July August September October November December'.split(' ')
export const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

const pieces =
  /January|Jan|Monday|Mon|MST|2006|__2|002|_2006|_2|01|02|03|04|05|06|Z070000|Z07:00:00|Z0700|Z07:00|Z07|-070000|-07:00:00|-0700|-07:00|-07|15|PM|pm|[.,](?:0+|9+)(?![0-9])|1|2|3|4|5/

/** Cuts a layout into its pieces; "std" tells the reference's pieces from text between them. */
export function layoutPieces(layout: string): { std: boolean; text: string }[] {
  const cut: { std: boolean; text: string }[] = []
  let rest = layout
  while (rest !== '') {
    const match = nextPiece(rest)
    if (!match) break
    if (match.at > 0) cut.push({ std: false, text: rest.slice(0, match.at) })
    cut.push({ std: true, text: match.text })
    rest = rest.slice(match.at + match.text.length)
  }
  if (rest !== '') cut.push({ std: false, text: rest })
  return cut
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
  for (const piece of layoutPieces(layout))
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

/** The moment at which clocks show a time, in a place that has a name. */
export function wallMoment(wall: number, name: string, nanos: number, lookup: ZoneLookup): Moment {
  const first = lookup(name, wall * 1000) ?? utc
  const zone = lookup(name, (wall - first.offsetSeconds) * 1000) ?? utc
  return { seconds: wall - zone.offsetSeconds, nanos, zone, isLocal: name === 'Local' }
}

export function daysIn(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate()
}
