import { expect, test } from 'vitest'
import { zonesFrom } from '../../src/io/zone.ts'

/** A TZif file (RFC 8536): `OLD`, a minute before UTC, then changes to states of three letters, then a rule. */
function zoneFile(
  rule: string,
  changes: readonly [at: string, name: string, offset: number][] = [],
): Uint8Array {
  const states = [['OLD', 60] as const, ...changes.map(([, name, offset]) => [name, offset] as const)]
  const bytes: number[] = []
  const number = (value: number | bigint, size: number) => {
    for (let i = size - 1; i >= 0; i--) bytes.push(Number((BigInt(value) >> BigInt(8 * i)) & 255n))
  }
  const text = (value: string) => bytes.push(...Buffer.from(value))
  const block = (size: number) => {
    text('TZif2')
    bytes.push(...new Uint8Array(15))
    for (const count of [0, 0, 0, changes.length, states.length, states.length * 4]) number(count, 4)
    for (const [at] of changes) number(Date.parse(at) / 1000, size)
    for (const index of changes.keys()) bytes.push(index + 1)
    for (const [index, [, offset]] of states.entries()) {
      number(offset, 4)
      bytes.push(0, index * 4)
    }
    for (const [name] of states) text(`${name}\0`)
  }
  block(4)
  block(8)
  text(`\n${rule}\n`)
  return Uint8Array.from(bytes)
}

function stateIn(file: Uint8Array, at: string): string {
  const zone = zonesFrom(
    () => file,
    () => undefined,
  )
  const { abbreviation, offsetSeconds } = zone('Local', Date.parse(at))!
  return `${abbreviation} ${offsetSeconds}`
}

// What time.LoadLocationFromTZData of Go 1.26 makes of the same files.
const moments = [
  '2026-01-01T00:00:00Z',
  '2027-12-31T23:59:59Z',
  '2026-03-29T00:59:59Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T00:59:59Z',
  '2026-10-25T01:00:00Z',
  '2028-02-29T12:00:00Z',
  '2028-03-01T02:59:59Z',
  '2028-03-01T05:00:00Z',
  '2026-03-01T04:59:59Z',
  '2026-03-08T06:59:59Z',
  '2026-03-08T07:00:00Z',
  '2026-04-04T16:00:00Z',
  '2026-10-03T16:00:00Z',
  '1901-07-01T00:00:00Z',
]
const rules: [rule: string, states: string][] = [
  [
    'CET-1CEST,M3.5.0,M10.5.0/3',
    'CET 3600 | CET 3600 | CET 3600 | CEST 7200 | CEST 7200 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CEST 7200 | CEST 7200 | CEST 7200',
  ],
  [
    'AEST-10AEDT,M10.1.0,M4.1.0/3',
    'AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEDT 39600 | AEST 36000 | AEDT 39600 | AEST 36000',
  ],
  [
    'EST5EDT',
    'EST -18000 | EST -18000 | EDT -14400 | EDT -14400 | EDT -14400 | EDT -14400 | EST -18000 | EST -18000 | EST -18000 | EST -18000 | EST -18000 | EDT -14400 | EDT -14400 | EDT -14400 | EDT -14400',
  ],
  [
    '<-03>3',
    '-03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800 | -03 -10800',
  ],
  [
    '<+0330>-3:30',
    '+0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600 | +0330 12600',
  ],
  [
    'IST-1GMT0,M10.5.0,M3.5.0/1',
    'GMT 0 | GMT 0 | GMT 0 | IST 3600 | IST 3600 | GMT 0 | GMT 0 | GMT 0 | GMT 0 | GMT 0 | GMT 0 | GMT 0 | IST 3600 | IST 3600 | IST 3600',
  ],
  [
    '<-02>2<-01>,M3.5.0/-1,M10.5.0/0',
    '-02 -7200 | -02 -7200 | -02 -7200 | -01 -3600 | -01 -3600 | -02 -7200 | -02 -7200 | -02 -7200 | -02 -7200 | -02 -7200 | -02 -7200 | -02 -7200 | -01 -3600 | -01 -3600 | -01 -3600',
  ],
  [
    'EET-2EEST,M3.4.4/50,M10.4.4/50',
    'EET 7200 | EET 7200 | EEST 10800 | EEST 10800 | EET 7200 | EET 7200 | EET 7200 | EET 7200 | EET 7200 | EET 7200 | EET 7200 | EET 7200 | EEST 10800 | EEST 10800 | EEST 10800',
  ],
  [
    'AAA3BBB,J60,J300',
    'AAA -10800 | AAA -10800 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | AAA -10800 | AAA -10800 | BBB -7200 | AAA -10800 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200',
  ],
  [
    'AAA3BBB,59/1:30,299',
    'AAA -10800 | AAA -10800 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200',
  ],
  [
    'AAA3BBB,J1/0,J365/23',
    'AAA -10800 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200 | BBB -7200',
  ],
  [
    'IST-2IDT,M3.4.4/26,M10.5.0',
    'IST 7200 | IST 7200 | IDT 10800 | IDT 10800 | IST 7200 | IST 7200 | IST 7200 | IST 7200 | IST 7200 | IST 7200 | IST 7200 | IST 7200 | IDT 10800 | IDT 10800 | IDT 10800',
  ],
  [
    'XX1',
    'OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60',
  ],
  [
    'A12B',
    'OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60',
  ],
  [
    'CET-1CEST,M3.5.0',
    'OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60',
  ],
  [
    'CET-1CEST,M13.5.0,M10.5.0',
    'OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60',
  ],
  [
    'UTC0',
    'UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0 | UTC 0',
  ],
  [
    '<LMT>0:53:28',
    'LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208 | LMT -3208',
  ],
  [
    'CET-1CEST-2:30;M3.5.0,M10.5.0/3',
    'CET 3600 | CET 3600 | CET 3600 | CEST 9000 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CET 3600 | CEST 9000 | CEST 9000 | CEST 9000',
  ],
  [
    '',
    'OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60',
  ],
  [
    'NZST-12NZDT,M9.5.0,M4.1.0/3',
    'NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZDT 46800 | NZST 43200 | NZDT 46800 | NZST 43200',
  ],
  [
    'CET-1CEST,M3.5.0,M10.5.0/200',
    'OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60 | OLD 60',
  ],
]

test.each(rules)('a zone goes on by its rule: %s', (rule, states) => {
  expect(moments.map((at) => stateIn(zoneFile(rule), at)).join(' | ')).toBe(states)
})

test('the rule holds behind the last change, and not before', () => {
  const file = zoneFile('CET-1CEST,M3.5.0,M10.5.0/3', [
    ['1980-04-06T01:00:00Z', 'AAA', 7200],
    ['2020-10-25T01:00:00Z', 'BBB', 3600],
  ])
  expect(stateIn(file, '1979-07-01T00:00:00Z')).toBe('OLD 60')
  expect(stateIn(file, '1990-01-01T00:00:00Z')).toBe('AAA 7200')
  expect(stateIn(file, '2020-12-01T00:00:00Z')).toBe('CET 3600')
  expect(stateIn(file, '2045-07-01T00:00:00Z')).toBe('CEST 7200')
})

test.each(['/etc/passwd', '../passwd', 'a/../../passwd', '\\\\host\\zone'])('%s is no zone', (name) => {
  const zone = zonesFrom(
    () => zoneFile('UTC0'),
    () => undefined,
  )
  expect(zone(name, 0)).toBeUndefined()
})
