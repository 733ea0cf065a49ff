import { stringOf } from './bytes.ts'
import { durationValue, wholeNumber } from './duration.ts'
import { GoError } from './error.ts'
import { quote } from './quote.ts'
import {
  clockOf,
  formatTime,
  momentIn,
  months,
  timeText,
  utc,
  wallMoment,
  weekdays,
  zeroMoment,
  type Moment,
  type ZoneLookup,
  type ZoneState,
} from './time.ts'
import {
  byteSlice,
  GoInt,
  GoNamedInt,
  GoStruct,
  int,
  int64,
  method,
  newMap,
  sliceOf,
  type GoMethod,
  type GoValue,
} from './values.ts'

/** What a time asks of the machine: Host is one. */
export interface Zones {
  zone: ZoneLookup
  environment(name: string): string | undefined
}

class TimeStruct extends GoStruct {
  readonly moment: Moment
  constructor(moment: Moment, methods: Record<string, GoMethod>, json: () => GoValue) {
    super('time.Time', newMap(), methods, { json, hidden: ['wall', 'ext', 'loc'] })
    this.moment = moment
  }

  override equals(other: GoStruct, deep: boolean): boolean {
    const [one, two] = [this.moment, (other as TimeStruct).moment]
    if (one.seconds !== two.seconds || one.nanos !== two.nanos || one.reading !== two.reading) return false
    return isSamePlace(one, two, deep)
  }
}

/** time.FixedZone makes a place of its own each time, but one for each whole hour without a name. */
function isSamePlace(one: Moment, two: Moment, deep: boolean): boolean {
  if (one.isLocal || two.isLocal) return one.isLocal === two.isLocal
  const [here, there] = [one.zone, two.zone]
  if (here === there) return true
  if (here === utc || there === utc) return false
  if (here.offsetSeconds !== there.offsetSeconds || here.abbreviation !== there.abbreviation) return false
  const hours = here.offsetSeconds / 3600
  return deep || (here.abbreviation === '' && Number.isInteger(hours) && hours >= -12 && hours <= 14)
}

/** A *time.Location: the place of a time. */
class LocationStruct extends GoStruct {
  readonly place: Moment
  constructor(place: Moment, zones: Zones) {
    super('*time.Location', newMap(), { String: () => placeName(place, zones) })
    this.place = place
  }

  override equals(other: GoStruct, deep: boolean): boolean {
    return isSamePlace(this.place, (other as LocationStruct).place, deep)
  }
}

function placeName({ zone, isLocal }: Moment, zones: Zones): string {
  if (!isLocal) return zone.abbreviation
  const name = zones.environment('TZ')?.replace(/^:/, '')
  if (name === undefined) return 'Local'
  return name !== '' && zones.zone(name, 0) ? name : 'UTC'
}

/** The moment of a time.Time, undefined for any other value. */
export function momentOf(value: GoValue): Moment | undefined {
  return value instanceof TimeStruct ? value.moment : undefined
}

/** A time.Time with the methods that a template can call. */
export function timeStruct(moment: Moment, zones: Zones): GoStruct {
  const make = (changed: Moment) => timeStruct(changed, zones)
  const clock = () => clockOf(moment)
  const off = { ...moment, reading: undefined }
  const there = (from: Moment, seconds: number, nanos: number): Moment =>
    from.isLocal ? { ...from, ...momentIn(seconds, nanos, 'Local', zones.zone) } : { ...from, seconds, nanos }
  const moved = (seconds: number, nanos: number, from = moment) => {
    const total = moment.nanos + nanos
    const rest = ((total % 1e9) + 1e9) % 1e9
    return make(there(from, moment.seconds + seconds + Math.floor(total / 1e9), rest))
  }
  const compare = (other: GoValue) => {
    const against = momentOf(other)!
    return moment.seconds - against.seconds || moment.nanos - against.nanos
  }
  const sinceYearOne = () => exact() - BigInt(zeroMoment.seconds) * 1000000000n
  const restOf = (size: bigint) => ((sinceYearOne() % size) + size) % size
  const exact = () => BigInt(moment.seconds) * 1000000000n + BigInt(moment.nanos)
  // Before 1970 the whole seconds are negative and the rest is not, so that Go rounds down here.
  const unix = (unit: number) =>
    int64(BigInt(moment.seconds) * BigInt(1e9 / unit) + BigInt(Math.floor(moment.nanos / unit)))
  const json = () => {
    try {
      return strictText(moment, 'Time.MarshalJSON')
    } catch (error) {
      if (!(error instanceof GoError)) throw error
      throw new GoError(`json: error calling MarshalJSON for type time.Time: ${error.message}`)
    }
  }
  const binary = () => byteSlice(stringOf(binaryOf(moment)))
  const results = (name: string, count: number) =>
    refused(`function ${name} has ${count} return values; should be 1 or 2`)
  const second = (name: string, type: string) =>
    refused(`invalid function signature for ${name}: second return value should be error; is ${type}`)
  const methods: Record<string, GoMethod> = {
    String: () => timeText(moment),
    GoString: () => goText(moment, zones),
    Format: method(['string'], (layout) => formatTime(moment, layout as string)),
    AppendFormat: method(['[]uint8', 'string'], (given, layout) => {
      const text = byteSlice(formatTime(moment, layout as string))
      return sliceOf('uint8', [...((given as GoValue[] | null) ?? []), ...text])
    }),
    MarshalJSON: () => byteSlice(quote(strictText(moment, 'Time.MarshalJSON'))),
    MarshalText: () => byteSlice(strictText(moment, 'Time.MarshalText')),
    MarshalBinary: binary,
    GobEncode: binary,
    Unix: () => int64(moment.seconds),
    UnixMilli: () => unix(1e6),
    UnixMicro: () => unix(1e3),
    UnixNano: () => int64(BigInt.asIntN(64, exact())),
    Year: () => int(clock().year),
    Month: () => namedDay('time.Month', clock().month, months[clock().month - 1]!),
    Day: () => int(clock().day),
    Hour: () => int(clock().hour),
    Minute: () => int(clock().minute),
    Second: () => int(clock().second),
    Nanosecond: () => int(moment.nanos),
    YearDay: () => int(clock().yearDay),
    Weekday: () => namedDay('time.Weekday', clock().weekday, weekdays[clock().weekday]!),
    Clock: results('Clock', 3),
    Date: results('Date', 3),
    ISOWeek: second('ISOWeek', 'int'),
    Zone: second('Zone', 'int'),
    ZoneBounds: second('ZoneBounds', 'time.Time'),
    IsZero: () => moment.seconds === zeroMoment.seconds && moment.nanos === 0,
    IsDST: () => moment.isLocal === true && isSummer(moment, zones.zone),
    Location: () => new LocationStruct(off, zones),
    UTC: () => make({ ...off, zone: utc, isLocal: false }),
    Local: () => make(momentIn(moment.seconds, moment.nanos, 'Local', zones.zone)),
    In: method(['*time.Location'], (place) => {
      if (place === null) throw new GoError('time: missing Location in call to Time.In')
      const { zone, isLocal } = (place as LocationStruct).place
      return make(there({ ...off, zone, isLocal: isLocal === true }, moment.seconds, moment.nanos))
    }),
    Add: method(['time.Duration'], (duration) => {
      const nanos = wholeNumber(duration!)
      return moved(Number(nanos / 1000000000n), Number(nanos % 1000000000n))
    }),
    AddDate: method(['int', 'int', 'int'], (years, added, days) => {
      const { year, month, day } = clock()
      const wall = new Date((moment.seconds + moment.zone.offsetSeconds) * 1000)
      wall.setUTCFullYear(
        year + Number(wholeNumber(years!)),
        month - 1 + Number(wholeNumber(added!)),
        day + Number(wholeNumber(days!)),
      )
      const shown = wall.getTime() / 1000
      if (off.isLocal) return make(wallMoment(shown, 'Local', off.nanos, zones.zone))
      return make({ ...off, seconds: shown - off.zone.offsetSeconds })
    }),
    Truncate: method(['time.Duration'], (multiple) => {
      const size = wholeNumber(multiple!)
      return size <= 0n ? make(off) : moved(0, -Number(restOf(size)), off)
    }),
    Round: method(['time.Duration'], (multiple) => {
      const size = wholeNumber(multiple!)
      if (size <= 0n) return make(off)
      const rest = restOf(size)
      return moved(0, Number(rest + rest < size ? -rest : size - rest), off)
    }),
    Sub: method(['time.Time'], (other) => {
      const against = momentOf(other!)!
      const nanos =
        BigInt(moment.seconds - against.seconds) * 1000000000n + BigInt(moment.nanos - against.nanos)
      return durationValue(nanos > maxInt64 ? maxInt64 : nanos < -maxInt64 - 1n ? -maxInt64 - 1n : nanos)
    }),
    After: method(['time.Time'], (other) => compare(other!) > 0),
    Before: method(['time.Time'], (other) => compare(other!) < 0),
    Equal: method(['time.Time'], (other) => compare(other!) === 0),
    Compare: method(['time.Time'], (other) => new GoInt('int', Math.sign(compare(other!)))),
  }
  return new TimeStruct(moment, methods, json)
}

const maxInt64 = 2n ** 63n - 1n

/** A method that Go's templates refuse for what it returns. */
function refused(refusal: string): GoMethod {
  return Object.assign(() => null, { refusal })
}

function namedDay(type: string, value: number, text: string): GoNamedInt {
  return new GoNamedInt(type, 'int', value, text, () => ({ String: () => text }))
}

/** RFC 3339, which has four digits for a year and two for an hour. */
function strictText(moment: Moment, method: string): string {
  const { year } = clockOf(moment)
  const fail = (reason: string) => new GoError(`${method}: ${reason}`)
  if (year < 0 || year > 9999) throw fail('year outside of range [0,9999]')
  if (Math.abs(moment.zone.offsetSeconds) >= 86400) throw fail('timezone hour outside of range [0,23]')
  return formatTime(moment, '2006-01-02T15:04:05.999999999Z07:00')
}

function goText(moment: Moment, zones: Zones): string {
  const { year, month, day, hour, minute, second, nanos } = clockOf(moment)
  const place = moment.isLocal
    ? 'time.Local'
    : moment.zone === utc
      ? 'time.UTC'
      : `time.Location(${quote(placeName(moment, zones))})`
  return `time.Date(${[year, `time.${months[month - 1]}`, day, hour, minute, second, nanos, place].join(', ')})`
}

/** Version, seconds since year 1, nanoseconds, the offset's minutes (-1 for UTC) and its seconds where it has any. */
function binaryOf({ seconds, nanos, zone, isLocal }: Moment): Uint8Array {
  const isUtc = zone === utc && !isLocal
  const odd = zone.offsetSeconds % 60
  const view = new DataView(new ArrayBuffer(odd === 0 ? 15 : 16))
  view.setUint8(0, odd === 0 ? 1 : 2)
  view.setBigInt64(1, BigInt(seconds - zeroMoment.seconds))
  view.setInt32(9, nanos)
  view.setInt16(13, isUtc ? -1 : Math.trunc(zone.offsetSeconds / 60))
  if (odd !== 0) view.setInt8(15, odd)
  return new Uint8Array(view.buffer)
}

/** Whether the clocks stand ahead of what they show in the other half of the year. */
function isSummer({ seconds, zone }: Moment, lookup: ZoneLookup): boolean {
  const half = 15778800
  const others = [seconds - half, seconds + half].map((at): ZoneState => lookup('Local', at * 1000) ?? utc)
  return others.some(({ offsetSeconds }) => offsetSeconds < zone.offsetSeconds)
}
