import { describe, expect, test } from 'vitest'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

/** `==` on a time.Time: its instant, its place, and the one reading of the monotonic clock behind `now`. */
const comparisons = [
  'eq $now $now',
  'ne $now ($now | dateModify "5m0s")',
  'ne $now ($now | dateModify "no duration")',
  'eq $now ($now | dateModify "5m" | dateModify "-5m")',
  'eq $now now',
  'eq $now ($now.Add 0)',
  'eq $now ($now.Truncate 0)',
  'eq ($now.Truncate 0) ($now.Round 0)',
  'eq $now ($now.AddDate 0 0 0)',
  'eq $now $now.UTC',
  'eq $now.UTC $now.UTC',
  'eq $day $day',
  'eq $day (toDate "2006-01-02" "2024-02-29")',
  'eq $day (toDate "2006-01-02" "2024-03-01")',
  'eq $day ($day | dateModify "24h" | dateModify "-24h")',
  'eq $day $day.UTC',
  'eq $day (toDate "2006-01-02Z07:00" "2024-02-29Z")',
  'eq (toDate "2006-01-02Z07:00" "2024-02-29Z") $day.UTC',
  'eq (toDate "2006-01-02Z07:00" "2024-02-29+05:00") (toDate "2006-01-02Z07:00" "2024-02-29+05:00")',
  'eq (toDate "2006-01-02Z07:00" "2024-02-29+05:30") (toDate "2006-01-02Z07:00" "2024-02-29+05:30")',
  'eq (toDate "2006-01-02 MST" "2024-02-29 XYZ") (toDate "2006-01-02 MST" "2024-02-29 XYZ")',
  'eq (toDate "2006" "bad") (toDate "2006" "worse")',
]
const deep = [
  'deepEqual $day (toDate "2006-01-02" "2024-02-29")',
  'deepEqual $now ($now | dateModify "1ns")',
  'deepEqual $day $day.UTC',
  'deepEqual (toDate "2006-01-02Z07:00" "2024-02-29+05:30") (toDate "2006-01-02Z07:00" "2024-02-29+05:30")',
  'has $day (list 1 (toDate "2006-01-02" "2024-02-29"))',
  'len (uniq (list $day $now $day ($day | dateModify "1s")))',
]
const milliseconds = ['UnixMilli', 'UnixMicro', 'UnixNano', 'Unix'].flatMap((method) =>
  ['1969-12-31T23:59:58.9996004Z', '0001-01-01T00:00:00.123456Z', '2024-02-29T01:02:03.9999999Z'].map(
    (text) => `(toDate "2006-01-02T15:04:05Z07:00" "${text}").${method}`,
  ),
)

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test('times are the same, or not, as in Go', () => {
    const all = [...comparisons, ...deep, ...milliseconds]
    const template =
      '{{ $now := now }}{{ $day := toDate "2006-01-02" "2024-02-29" }}\n' +
      all.map((text, at) => `case-${at}: {{ ${text} }} # ${text}`).join('\n')
    const chart = {
      'Chart.yaml': 'apiVersion: v2\nname: times\nversion: 0.1.0\n',
      'templates/a.yaml': template,
    }
    withChart(chart, (folder) => {
      const helm = printedByHelm(binary, folder)
      expect(helm.error).toBe('')
      expect(helm.stdout).toContain('case-1: true')
      expect(printedByUs(version, folder).stdout.split('\n')).toEqual(helm.stdout.split('\n'))
    })
  })
})
