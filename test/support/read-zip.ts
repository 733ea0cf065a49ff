import fs from 'node:fs'
import zlib from 'node:zlib'

const endOfCentralDirectory = 0x06054b50
const centralEntry = 0x02014b50

/**
 * Reads one entry of a zip archive without loading the archive: the end record points to the central
 * directory, which points to the entry (APPNOTE 4.3). Enough for archives below 4 GiB without encryption.
 */
export function readZipEntry(archive: string, name: string): Buffer {
  const file = fs.openSync(archive, 'r')
  try {
    const size = fs.fstatSync(file).size
    const directory = readCentralDirectory(file, size)
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === centralEntry;) {
      const nameLength = directory.readUInt16LE(at + 28)
      const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
      if (directory.toString('utf8', at + 46, at + 46 + nameLength) === name) {
        return readData(file, directory.subarray(at, next))
      }
      at = next
    }
  } finally {
    fs.closeSync(file)
  }
  throw new Error(`${archive} holds no ${name}`)
}

function readCentralDirectory(file: number, size: number): Buffer {
  // The end record is 22 bytes and may be followed by a comment of at most 64 KiB.
  const tail = readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endOfCentralDirectory) {
      return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12))
    }
  }
  throw new Error('not a zip archive')
}

function readData(file: number, entry: Buffer): Buffer {
  const method = entry.readUInt16LE(10)
  const header = readAt(file, entry.readUInt32LE(42), 30)
  const start = entry.readUInt32LE(42) + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const data = readAt(file, start, entry.readUInt32LE(20))
  return method === 0 ? data : zlib.inflateRawSync(data)
}

function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const count = fs.readSync(file, buffer, filled, length - filled, position + filled)
    if (count === 0) throw new Error('the zip archive ends early')
    filled += count
  }
  return buffer
}
