import { stateByRule } from './zone-rule.ts'

/** A zone's state at a moment. */
export interface ZoneState {
  offsetSeconds: number
  abbreviation: string
}

// Where Go looks on Linux and the BSDs. A machine without any of them knows no zones, as Go then does not.
const folders = ['/usr/share/zoneinfo/', '/usr/share/lib/zoneinfo/', '/usr/lib/locale/TZ/', '/etc/zoneinfo/']

const utc: ZoneState = { offsetSeconds: 0, abbreviation: 'UTC' }

/**
 * Zones as Go's time package knows them on a machine: from the files of the time zone database.
 *
 * @example zonesFrom((file) => fs.readFileSync(file), process.env.TZ)('Europe/Berlin', Date.now())
 */
export function zonesFrom(
  readFile: (path: string) => Uint8Array,
  localName: () => string | undefined,
): (name: string, at: number) => ZoneState | undefined {
  const tables = new Map<string, ZoneTable | undefined>()
  const tableOf = (file: string) => {
    if (!tables.has(file)) tables.set(file, readTable(file, readFile))
    return tables.get(file)
  }
  const named = (name: string, at: number) => {
    if (name.startsWith('/') || name.startsWith('\\') || name.split('/').includes('..')) return undefined
    for (const folder of folders) {
      const table = tableOf(folder + name)
      if (table) return stateIn(table, at)
    }
    return undefined
  }
  const local = (at: number) => {
    const name = localName()?.replace(/^:/, '')
    if (name === '' || name === 'UTC') return utc
    if (name !== undefined && !name.startsWith('/')) return named(name, at)
    const table = tableOf(name ?? '/etc/localtime')
    return table && stateIn(table, at)
  }
  return (name, at) => {
    if (name === '' || name === 'UTC') return utc
    return name === 'Local' ? (local(at) ?? utc) : named(name, at)
  }
}

/** The changes of a zone's clocks, from a file of the time zone database. */
interface ZoneTable {
  /** Seconds since 1970 of each change, and what holds from it on. */
  changes: { at: number; state: ZoneState }[]
  first: ZoneState
  /** How it goes on after the last change: `CET-1CEST,M3.5.0,M10.5.0/3`. */
  rule: string
}

/** Reads the 64-bit part of a TZif file (RFC 8536). */
function readTable(file: string, readFile: (path: string) => Uint8Array): ZoneTable | undefined {
  let bytes: Uint8Array
  try {
    bytes = readFile(file)
  } catch {
    return undefined
  }
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes.length < 44 || text(0, 4) !== 'TZif' || bytes[4] === 0) return undefined
  const count = (header: number, index: number) => data.getUint32(header + 20 + index * 4)
  // Before it stands the same in 32 bits.
  const header =
    44 + count(0, 3) * 5 + count(0, 4) * 6 + count(0, 5) + count(0, 2) * 8 + count(0, 1) + count(0, 0)
  const changes = count(header, 3)
  const types = count(header, 4)
  const times = header + 44
  const indices = times + changes * 8
  const states = indices + changes
  const names = states + types * 6
  const state = (index: number): ZoneState => {
    const from = names + bytes[states + index * 6 + 5]!
    return {
      offsetSeconds: data.getInt32(states + index * 6),
      abbreviation: text(from, bytes.indexOf(0, from)),
    }
  }
  const footer = names + count(header, 5) + count(header, 2) * 12 + count(header, 1) + count(header, 0)
  return {
    rule: text(footer, bytes.length).trim(),
    changes: Array.from({ length: changes }, (_, i) => ({
      at: Number(data.getBigInt64(times + i * 8)),
      state: state(bytes[indices + i]!),
    })),
    first: state(0),
  }
}

function stateIn({ changes, first, rule }: ZoneTable, at: number): ZoneState {
  const seconds = Math.floor(at / 1000)
  const last = changes.at(-1)
  if (!last) return stateByRule(rule, seconds) ?? first
  if (seconds < changes[0]!.at) return first
  let index = changes.length - 1
  while (changes[index]!.at > seconds) index--
  if (index < changes.length - 1) return changes[index]!.state
  return stateByRule(rule, seconds) ?? last.state
}
