import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { archive } from '../chart/archive.ts'
import { helmPart, helmsAtHand, runBoth } from '../cli/chart-folders.ts'

const chartYaml = 'apiVersion: v2\nname: c\nversion: 0.1.0\n'
const show = `files: {{ range $path, $_ := .Files }}{{ $path }}={{ $.Files.Get $path | quote }},{{ end }}\n`
const good = [
  { name: 'c/Chart.yaml', data: chartYaml },
  { name: 'c/templates/a.yaml', data: show },
]
const withEntry = (...entries: Parameters<typeof archive>[0]) => archive([...good, ...entries])

/** Text that does not shrink, so that what stands before it is whole where it is cut. */
const randomText = (() => {
  let seed = 1
  const next = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) >> 16
  return String.fromCharCode(...Array.from({ length: 4000 }, () => 33 + (next() % 89)))
})()

function changed(data: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(data)
  const place = at < 0 ? copy.length + at : at
  copy[place] = copy[place]! ^ 0xff
  return copy
}

const archives: Record<string, Uint8Array> = {
  'nothing odd': withEntry({ name: 'c/a.txt', data: 'text' }),
  'a path that leads up': withEntry({ name: 'c/../../etc/x', data: 'x' }),
  'a path that leads up and back': withEntry({ name: 'c/d/../../c/x', data: 'x' }),
  'a path that leads up within': withEntry({ name: 'c/d/../x', data: 'x' }),
  'a name of dots': withEntry({ name: 'c/..x', data: 'x' }),
  'an absolute path': withEntry({ name: '/etc/passwd', data: 'x' }),
  'an absolute path inside': withEntry({ name: 'c//etc/passwd', data: 'x' }),
  'the folder itself as a file': withEntry({ name: 'c', data: 'x' }),
  'a dot as a file': withEntry({ name: 'c/.', data: 'x' }),
  'a path with backslashes': withEntry({ name: 'c\\d\\x', data: 'x' }),
  'backslashes that lead up': withEntry({ name: 'c\\..\\..\\x', data: 'x' }),
  'a drive': withEntry({ name: 'c/C:/x', data: 'x' }),
  'a drive in backslashes': withEntry({ name: 'c\\C:\\x', data: 'x' }),
  'a symbolic link': withEntry({ name: 'c/passwd', type: '2', link: '/etc/passwd' }),
  'a symbolic link as a template': withEntry({ name: 'c/templates/b.yaml', type: '2', link: '/etc/passwd' }),
  'a link as Chart.yaml': archive([{ name: 'c/Chart.yaml', type: '2', link: '/etc/passwd' }]),
  'a hard link': withEntry({ name: 'c/shadow', type: '1', link: '/etc/shadow' }),
  'a hard link to a file of the archive': withEntry({ name: 'c/x', type: '1', link: 'c/Chart.yaml' }),
  'a folder that is a link, and a file below it': withEntry(
    { name: 'c/d', type: '2', link: '/etc' },
    { name: 'c/d/x', data: 'x' },
  ),
  'a device': withEntry({ name: 'c/null', type: '3' }),
  'a pipe': withEntry({ name: 'c/pipe', type: '6' }),
  'a folder': withEntry({ name: 'c/d/', type: '5' }),
  'an unknown type': withEntry({ name: 'c/x', type: 'Z', data: 'x' }),
  'the same file twice': withEntry({ name: 'c/a.txt', data: '1' }, { name: 'c/a.txt', data: '2' }),
  'Chart.yaml twice': withEntry({ name: 'c/Chart.yaml', data: chartYaml.replace('0.1.0', '0.2.0') }),
  'Chart.yaml outside the folder': archive([{ name: 'Chart.yaml', data: chartYaml }]),
  'another folder beside': withEntry({ name: 'other/a.txt', data: 'x' }),
  'no Chart.yaml': archive([{ name: 'c/a.txt', data: 'x' }]),
  'nothing at all': archive([]),
  'an archive in charts/ that leads up': withEntry({
    name: 'c/charts/s.tgz',
    data: archive([{ name: 's/../../x', data: 'x' }]),
  }),
  'an archive in charts/ that is none': withEntry({ name: 'c/charts/s.tgz', data: 'no archive' }),
  'an archive in charts/ with a link': withEntry({
    name: 'c/charts/s.tgz',
    data: archive([
      { name: 's/Chart.yaml', data: chartYaml.replace('name: c', 'name: s') },
      { name: 's/passwd', type: '2', link: '/etc/passwd' },
      { name: 's/templates/a.yaml', data: show },
    ]),
  }),
  'a name in prose': withEntry({ name: 'c/__proto__', data: 'x' }, { name: 'c/constructor', data: 'y' }),
  'a file of 6 MiB': withEntry({ name: 'c/big.txt', data: new Uint8Array(6 << 20).fill(97) }),
  'an archive cut short': withEntry({ name: 'c/a.txt', data: 'x' }).subarray(0, 120),
  'text after the archive': Buffer.concat([withEntry({ name: 'c/a.txt', data: 'x' }), Buffer.from('more')]),
  'an archive without its last bytes': withEntry({ name: 'c/a.txt', data: 'x' }).subarray(0, -10),
  'a wrong checksum': changed(withEntry({ name: 'c/a.txt', data: 'x' }), -6),
  'a damaged stream': changed(withEntry({ name: 'c/a.txt', data: 'x' }), 60),
  'a path that leads up, and cut short': withEntry({ name: 'c/../../x', data: randomText }).subarray(0, -600),
  'no gzip': Buffer.from('apiVersion: v2\n'),
  'gzip of text': gzipSync('apiVersion: v2\n'),
  'gzip of nothing': gzipSync(''),
  'an empty file': new Uint8Array(0),
}

function gunzipped(data: Uint8Array): Uint8Array {
  return process.getBuiltinModule('node:zlib').gunzipSync(data)
}

// The oldest and the newest at hand: every difference between the versions lies between them.
test.each([helmsAtHand[0]!, helmsAtHand.at(-1)!])(
  'Helm %s opens and refuses the same archives',
  async (version, binary) => {
    const told: unknown[] = []
    const wanted: unknown[] = []
    for (const [name, data] of Object.entries(archives)) {
      const { theirs, ours } = await runBoth([version, binary], { 'c.tgz': data }, [
        'template',
        'rel',
        'c.tgz',
      ])
      const said = (run: typeof ours) =>
        JSON.stringify([name, run.exitCode, run.stdout.slice(0, 500), helmPart(run.stderr).split('\n')[0]])
      told.push(said(ours))
      wanted.push(said(theirs))
      expect(ours.stdout).not.toContain('root:')
    }
    expect(told).toEqual(wanted)
  },
  240_000,
)

test('a file that expands to 120 MiB is refused before it is unpacked, as Helm 4 refuses it', async () => {
  const bomb = gzipSync(
    Buffer.concat([
      Buffer.from(gunzipped(archive([{ name: 'c/Chart.yaml', data: chartYaml }])).subarray(0, 1024)),
      Buffer.from(gunzipped(archive([{ name: 'c/bomb', data: new Uint8Array(120 << 20) }]))),
    ]),
  )
  const [version, binary] = helmsAtHand.at(-1)!
  const { theirs, ours } = await runBoth([version, binary], { 'c.tgz': bomb }, ['template', 'rel', 'c.tgz'])
  expect(helmPart(ours.stderr).split('\n')[0]).toBe(helmPart(theirs.stderr).split('\n')[0])
  expect(ours.exitCode).toBe(1)
}, 60_000)
