import { expect, test } from 'vitest'
import { helmPart, helmsAtHand, runBoth, type Files } from '../cli/chart-folders.ts'

const chartYaml = 'apiVersion: v2\nname: c\nversion: 0.1.0\n'
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

const texts: Record<string, Uint8Array> = {
  'no UTF-8': bytes('a: ', [0x61, 0xff, 0xfe, 0xc3, 0x28, 0x62], '\n'),
  'half a surrogate pair': bytes('a: ', [0xed, 0xa0, 0x80], '\n'),
  'a NUL': bytes('a: x\0y\n'),
  'lines of Windows': bytes('a: 1\r\nb: |\r\n  x\r\n  y\r\n'),
  'a byte order mark': bytes('\ufeffa: 1\n'),
  'two byte order marks': bytes('\ufeff\ufeffa: 1\n'),
  'control characters': bytes('a: "\x01\x1b"\n'),
}

const show = 'f: {{ .Files.Get "x.txt" | quote }}\nv: {{ .Values | toJson | quote }}\n'
const base: Files = { 'c/Chart.yaml': chartYaml, 'c/templates/a.yaml': show }

/** Where a text of that kind stands. */
const places: Record<string, (text: Uint8Array) => [files: Files, ...flags: string[]]> = {
  'values.yaml': (text) => [{ 'c/values.yaml': text }],
  '-f': (text) => [{ 'v.yaml': text }, '-f', 'v.yaml'],
  '--set-file': (text) => [{ 's.txt': text }, '--set-file', 'q=s.txt'],
  'a file and a template': (text) => [{ 'c/x.txt': text, 'c/templates/b.yaml': text }],
  'Chart.yaml': (text) => [{ 'c/Chart.yaml': bytes(chartYaml, [...text]) }],
  '.helmignore': (text) => [{ 'c/.helmignore': text, 'c/x.txt': 'x' }],
  'values.schema.json': (text) => [{ 'c/values.schema.json': text }],
}

test.each([helmsAtHand[0]!, helmsAtHand.at(-1)!])(
  'strange bytes anywhere are taken and refused as in Helm %s',
  async (version, binary) => {
    const told: unknown[] = []
    const wanted: unknown[] = []
    for (const [kind, text] of Object.entries(texts)) {
      for (const [place, make] of Object.entries(places)) {
        const [files, ...flags] = make(text)
        const args = ['template', 'rel', 'c', ...flags]
        const { theirs, ours } = await runBoth([version, binary], { ...base, ...files }, args)
        const said = (run: typeof ours) => [kind, place, run.exitCode, run.stdout, helmPart(run.stderr)]
        told.push(said(ours))
        wanted.push(said(theirs))
      }
    }
    expect(told).toEqual(wanted)
  },
  180_000,
)
