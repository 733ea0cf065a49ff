/**
 * One entry of a tar archive as Go's archive/tar gives it, names untouched. nanotar and its like clean names
 * up, and then Helm's refusals of hostile ones could not be told.
 */
export interface TarEntry {
  name: string
  /** The type flag; "\0" is read as "0". */
  type: string
  data: Uint8Array
}

const block = 512
const utf8 = new TextDecoder()

/**
 * Reads the entries of an archive, one by one. Throws an Error with Go's text when it is cut short or malformed.
 *
 * @param ending what is wrong behind these bytes, if something is: told when they are not enough
 */
export function* readTar(bytes: Uint8Array, ending?: string): Generator<TarEntry, void> {
  let offset = 0
  let longName: string | undefined
  let pax: Map<string, string> | undefined
  let zeroBlocks = 0
  while (offset < bytes.length) {
    if (offset + block > bytes.length) throw new Error(ending ?? 'unexpected EOF')
    const header = bytes.subarray(offset, offset + block)
    offset += block
    if (header.every((byte) => byte === 0)) {
      if (++zeroBlocks === 2) return
      continue
    }
    if (zeroBlocks > 0) throw invalid()
    if (!checksumFits(header)) throw invalid()
    const flag = header[156] === 0 ? '0' : String.fromCharCode(header[156]!)
    const paxSize = pax?.get('size')
    const size = paxSize === undefined ? number(header, 124, 12) : decimal(paxSize)
    // Links, devices and folders carry no data, whatever their size field says.
    const length = '123456'.includes(flag) ? 0 : size
    // A file that is cut short still has a name, which is looked at first.
    const isCut = offset + length > bytes.length
    if (isCut && 'xLK'.includes(flag)) throw new Error(ending ?? 'unexpected EOF')
    const data = bytes.subarray(offset, offset + length)
    offset += Math.ceil(length / block) * block
    if (flag === 'x') {
      pax = paxRecords(data)
      continue
    }
    if (flag === 'L') {
      longName = text(data)
      continue
    }
    if (flag === 'K') continue
    let name = longName ?? pax?.get('path') ?? headerName(header)
    if (flag === 'g') name = 'pax_global_header'
    const isFolder = flag === '5' || ((flag === '0' || flag === '7') && name.endsWith('/'))
    yield { name, type: isFolder ? '5' : flag, data }
    if (isCut) throw new Error(ending ?? 'unexpected EOF')
    longName = undefined
    pax = undefined
  }
  if (ending !== undefined) throw new Error(ending)
}

function invalid(): Error {
  return new Error('archive/tar: invalid tar header')
}

function headerName(header: Uint8Array): string {
  const name = text(header.subarray(0, 100))
  const isUstar = text(header.subarray(257, 262)) === 'ustar' && header[262] === 0
  const prefix = isUstar ? text(header.subarray(345, 500)) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end))
}

function number(header: Uint8Array, start: number, length: number): number {
  // A set high bit marks GNU's base-256 numbers.
  if (header[start]! & 0x80) {
    let value = header[start]! & 0x7f
    for (let i = start + 1; i < start + length; i++) value = value * 256 + header[i]!
    if (!Number.isSafeInteger(value)) throw invalid()
    return value
  }
  const digits = text(header.subarray(start, start + length)).replace(/^[ \0]+|[ \0]+$/g, '')
  if (digits === '') return 0
  if (!/^[0-7]+$/.test(digits)) throw invalid()
  return Number.parseInt(digits, 8)
}

function decimal(digits: string): number {
  const value = Number(digits)
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(value)) throw invalid()
  return value
}

function checksumFits(header: Uint8Array): boolean {
  let unsigned = 0
  let signed = 0
  for (let i = 0; i < block; i++) {
    const byte = i >= 148 && i < 156 ? 32 : header[i]!
    unsigned += byte
    signed += byte > 127 ? byte - 256 : byte
  }
  const stored = number(header, 148, 8)
  return stored === unsigned || stored === signed
}

function paxRecords(data: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  let offset = 0
  while (offset < data.length) {
    const space = data.indexOf(32, offset)
    const length = space < 0 ? NaN : decimal(utf8.decode(data.subarray(offset, space)))
    if (!(length > space - offset) || offset + length > data.length) throw invalid()
    if (data[offset + length - 1] !== 10) throw invalid()
    const record = utf8.decode(data.subarray(space + 1, offset + length - 1))
    const equals = record.indexOf('=')
    if (equals <= 0) throw invalid()
    records.set(record.slice(0, equals), record.slice(equals + 1))
    offset += length
  }
  return records
}
