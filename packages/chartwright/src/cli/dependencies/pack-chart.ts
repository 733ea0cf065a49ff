import type { Chart } from '../../chart/index.ts'

const block = 512

/** A chart as the .tgz that `helm package` makes of it: all its files below a folder of the chart's name. */
export function packChart(chart: Chart): Uint8Array {
  const blocks = chart.raw.flatMap((file) => entry(`${chart.metadata.name}/${file.name}`, file.bytes))
  const { gzipSync } = process.getBuiltinModule('node:zlib')
  return gzipSync(Buffer.concat([...blocks, new Uint8Array(2 * block)]))
}

/** A file of a tar archive, with a PAX header in front when its path is too long for ustar's field. */
function entry(name: string, bytes: Uint8Array): Uint8Array[] {
  const path = Buffer.from(name)
  const padded = Buffer.alloc(Math.ceil(bytes.length / block) * block)
  padded.set(bytes)
  const file = [header(path.subarray(0, 100), bytes.length, '0'), padded]
  if (path.length <= 100) return file
  let length = path.length + ' path=\n'.length
  // The record begins with its own length, which counts its own digits.
  while (length !== path.length + ' path=\n'.length + String(length).length)
    length = path.length + ' path=\n'.length + String(length).length
  const record = Buffer.alloc(Math.ceil(length / block) * block)
  record.write(`${length} path=${name}\n`)
  return [header(Buffer.from('PaxHeaders/path'), length, 'x'), record, ...file]
}

function header(name: Uint8Array, size: number, type: string): Uint8Array {
  const head = Buffer.alloc(block)
  head.set(name)
  const octal = (value: number, digits: number, at: number) =>
    head.write(`${value.toString(8).padStart(digits, '0')}\0`, at)
  octal(0o644, 7, 100)
  octal(0, 7, 108)
  octal(0, 7, 116)
  octal(size, 11, 124)
  octal(0, 11, 136)
  head.fill(' ', 148, 156)
  head.write(`${type}`, 156)
  head.write('ustar\x0000', 257)
  octal(
    head.reduce((sum, byte) => sum + byte, 0),
    6,
    148,
  )
  return head
}
