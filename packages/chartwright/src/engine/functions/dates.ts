import { GoError } from '../../go/error.ts'
import { durationText, parseDuration, roundDuration } from '../../go/duration.ts'
import { momentOf, timeStruct } from '../../go/time-value.ts'
import { parseTime } from '../../go/parse-time.ts'
import { formatTime, momentIn, zeroMoment, type Moment } from '../../go/time.ts'
import { parsedOrNearest } from '../../go/cast.ts'
import { GoInt, GoNamedInt, type GoStruct, type GoValue } from '../../go/values.ts'
import type { Host } from '../../io/host.ts'
import { define, type FunctionContext, type FunctionFamily, type GoFunction } from './definition.ts'

/** Dates and times, with Go's layouts; the clock and the zones come from the host. */
export const dates: FunctionFamily = { name: 'dates', contextual }

const htmlLayout = '2006-01-02'
const second = 1000000000n

function contextual({ host }: FunctionContext): Record<string, GoFunction> {
  const inZone = define(
    ['string', 'any', 'string'],
    'string',
    (layout: string, date: GoValue, zone: string) => formatIn(host, layout, date, zone),
  )
  const modify = define(['string', 'time.Time'], 'time.Time', (text: string, date: GoStruct) => {
    try {
      return moved(host, date, text)
    } catch (error) {
      if (error instanceof GoError) return date
      throw error
    }
  })
  const mustModify = define(['string', 'time.Time'], 'time.Time', (text: string, date: GoStruct) =>
    moved(host, date, text),
  )
  return {
    now: define([], 'time.Time', () => timeStruct({ ...nowOf(host), reading: {} }, host)),
    date: define(['string', 'any'], 'string', (layout: string, date: GoValue) =>
      formatIn(host, layout, date, 'Local'),
    ),
    dateInZone: inZone,
    date_in_zone: inZone,
    htmlDate: define(['any'], 'string', (date: GoValue) => formatIn(host, htmlLayout, date, 'Local')),
    htmlDateInZone: define(['any', 'string'], 'string', (date: GoValue, zone: string) =>
      formatIn(host, htmlLayout, date, zone),
    ),
    dateModify: modify,
    date_modify: modify,
    mustDateModify: mustModify,
    must_date_modify: mustModify,
    toDate: define(['string', 'string'], 'time.Time', (layout: string, text: string) => {
      try {
        return timeStruct(parseTime(layout, text, 'Local', host.zone), host)
      } catch (error) {
        if (error instanceof GoError) return timeStruct(zeroMoment, host)
        throw error
      }
    }),
    mustToDate: define(['string', 'string'], 'time.Time', (layout: string, text: string) =>
      timeStruct(parseTime(layout, text, 'Local', host.zone), host),
    ),
    unixEpoch: define(['time.Time'], 'string', (date: GoStruct) => String(momentOf(date)!.seconds)),
    ago: define(['any'], 'string', (date: GoValue) => {
      const moment = momentOf(date) ?? unixMoment(host, date) ?? nowOf(host)
      return durationText(roundDuration(since(host, moment), second))
    }),
    duration: define(['any'], 'string', (seconds: GoValue) =>
      durationText(BigInt.asIntN(64, wholeSeconds(seconds) * second)),
    ),
    durationRound: define(['any'], 'string', (duration: GoValue) => rounded(host, duration)),
  }
}

function nowOf(host: Host): Moment {
  const at = host.now()
  const seconds = Math.floor(at / 1000)
  return momentIn(seconds, Math.round((at - seconds * 1000) * 1e6), 'Local', host.zone)
}

/** The date that an int or an int64 counts in seconds since 1970. */
function unixMoment(host: Host, date: GoValue): Moment | undefined {
  if (!(date instanceof GoInt) || date instanceof GoNamedInt || !/^int(?:32|64)?$/.test(date.kind))
    return undefined
  return momentIn(date.n, 0, 'Local', host.zone)
}

/** What is no date at all counts as now; a zone that does not exist as UTC. */
function formatIn(host: Host, layout: string, date: GoValue, zone: string): string {
  const { seconds, nanos } = momentOf(date) ?? unixMoment(host, date) ?? nowOf(host)
  return formatTime(momentIn(seconds, nanos, zone, host.zone), layout)
}

function moved(host: Host, date: GoStruct, text: string): GoStruct {
  const moment = momentOf(date)!
  const total = BigInt(moment.nanos) + parseDuration(text)
  const rest = ((total % second) + second) % second
  const seconds = moment.seconds + Number((total - rest) / second)
  const nanos = Number(rest)
  const there = moment.isLocal ? momentIn(seconds, nanos, 'Local', host.zone) : { seconds, nanos }
  return timeStruct({ ...moment, ...there }, host)
}

function since(host: Host, { seconds, nanos }: Moment): bigint {
  const now = nowOf(host)
  return BigInt(now.seconds - seconds) * second + BigInt(now.nanos - nanos)
}

function wholeSeconds(value: GoValue): bigint {
  if (typeof value === 'string') return parsedOrNearest(value)
  return isPlainInt64(value) ? value.toBigInt() : 0n
}

function isPlainInt64(value: GoValue): value is GoInt {
  return value instanceof GoInt && !(value instanceof GoNamedInt) && value.kind === 'int64'
}

const spans: readonly [string, bigint][] = [
  ['y', 365n * 86400n * second],
  ['mo', 30n * 86400n * second],
  ['d', 86400n * second],
  ['h', 3600n * second],
  ['m', 60n * second],
  ['s', second],
]

function rounded(host: Host, value: GoValue): string {
  const nanos = nanosOf(host, value)
  const size = nanos < 0n ? -nanos : nanos
  for (const [unit, span] of spans) if (size > span) return `${size / span}${unit}`
  return '0s'
}

function nanosOf(host: Host, value: GoValue): bigint {
  if (typeof value === 'string')
    try {
      return parseDuration(value)
    } catch {
      return 0n
    }
  if (isPlainInt64(value)) return value.toBigInt()
  const moment = momentOf(value)
  return moment ? since(host, moment) : 0n
}
