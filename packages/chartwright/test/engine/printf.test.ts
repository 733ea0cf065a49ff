import { describe, expect, test } from 'vitest'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

// Every verb, bare and with what changes it.
const verbs = [...'vTtdsqxXeEfFgGbcoOUz']
const marks = ['', '+', '#', ' ', '-8', '08', '+#', '# ', '.2', '8.3', '+08.1', '#.0', '.0']
const formats = [
  ...verbs.flatMap((verb) => marks.map((mark) => `%${mark}${verb}`)),
  '%5%|%%|%w|%é',
  '%[1]v %[1]T|%[2]v|%[x]v|%[0]v|%[|%[1]',
  '%*d|%.*f|%[1]*d',
  '%v %v',
  'x',
  '%',
  '%5',
  '%.3',
  '%12345678901234d',
  '%-*v|',
]

const values = [
  '0',
  '42',
  '-7',
  '0x1F600',
  '(int64 955)',
  '1.5',
  '-0.0',
  '1e21',
  '1e6',
  '(mulf 1.5 -1e-7)',
  'true',
  'nil',
  '""',
  '"añ日\\t"',
  '"q\'\\"`"',
  '(b64dec "/2E=")',
  '(list)',
  '(list 1 "b" nil 2.5 (list true))',
  '(splitList "," "a,é")',
  '(until 3)',
  '(dict)',
  '(dict "b" 1 "a" (dict "é" nil))',
  '(.Files.GetBytes "a.txt")',
  '(.Files.GetBytes "gone")',
  '(index "a" 0)',
  '2i',
  '.Capabilities.KubeVersion',
  '.Values.map',
  '.Release.Revision',
  '(fromYaml "")',
]

const quoted = (text: string) => JSON.stringify(text)
const cases = formats.flatMap((format) => values.map((value) => `printf ${quoted(format)} ${value}`))

const files = {
  'values.yaml': 'map: {one: 1, list: [a, 1.5, null]}\n',
  'a.txt': 'aé',
  'templates/a.yaml': cases.map((call, i) => `c${i}: {{ ${call} | toJson }}`).join('\n'),
}

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test('printf: each verb of each value, with flags, widths and precisions', () => {
    withChart(files, (folder) => {
      const helm = printedByHelm(binary, folder)
      const ours = printedByUs(version, folder)
      expect(helm.error).toBe('')
      expect(ours.error).toBe('')
      const expected = helm.stdout.split('\n')
      const found = ours.stdout.split('\n')
      const different = expected
        .map((line, i) => ({ call: cases[i - 2], helm: line, ours: found[i] }))
        .filter((line) => line.helm !== line.ours)
      expect(different.slice(0, 10)).toEqual([])
      expect(found.length).toBe(expected.length)
      expect(found.length).toBeGreaterThan(cases.length)
    })
  })
})
