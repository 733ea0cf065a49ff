/**
 * Whether Go's YAML takes a text for a timestamp: time.Parse with four layouts, "2006-1-2" with an optional
 * time of day. Such texts stay strings in Helm, but they are quoted on the way out.
 */
export function isTimestamp(text: string): boolean {
  if (text.length < 8 || text.charCodeAt(4) !== 45) return false
  const match = layout.exec(text)
  if (!match) return false
  const [, year, month, day, separator, hour, minute, second, zone] = match
  const m = Number(month)
  const d = Number(day)
  if (m < 1 || m > 12 || d < 1 || d > daysIn(Number(year), m)) return false
  if (separator === undefined) return true
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false
  if (separator === ' ') return zone === undefined
  if (zone === undefined) return false
  return zone === 'Z' || (Number(zone.slice(1, 3)) <= 24 && Number(zone.slice(4, 6)) <= 60)
}

// Go reads the hour of layout "15" from one or two digits, and a fraction after seconds in any layout, after a
// point or a comma.
const layout =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt]| )(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[+-]\d{2}:\d{2})?)?$/

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
