import { gzipSync } from 'node:zlib'

const encoder = new TextEncoder()

export interface Entry {
  name: string
  data?: string | Uint8Array
  /** tar's type flag: 0 file, 1 and 2 links, 5 folder. */
  type?: string
  link?: string
}

/** A packaged chart: the files under a folder of that name. Names are written as given, hostile ones too. */
export function archiveOf(folder: string, files: Record<string, string | Uint8Array>): Uint8Array {
  return archive(
    Object.entries(files).map(([name, data]) => ({ name: folder === '' ? name : `${folder}/${name}`, data })),
  )
}

export function archive(entries: readonly Entry[]): Uint8Array {
  const blocks = entries.flatMap(({ name, data = '', type = '0', link = '' }) => {
    const bytes = typeof data === 'string' ? encoder.encode(data) : data
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512)
    body.set(bytes)
    return [header(name, bytes.length, type, link), body]
  })
  return gzipSync(Buffer.concat([...blocks, new Uint8Array(1024)]))
}

function header(name: string, size: number, type: string, link: string): Uint8Array {
  const block = new Uint8Array(512)
  const write = (text: string, at: number) => block.set(encoder.encode(text), at)
  write(name.slice(0, 100), 0)
  write('0000644\0', 100)
  write('0000000\0', 108)
  write('0000000\0', 116)
  write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  write('00000000000\0', 136)
  write('        ', 148)
  write(type, 156)
  write(link, 157)
  write('ustar\0', 257)
  write('00', 263)
  const sum = block.reduce((total, byte) => total + byte, 0)
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
