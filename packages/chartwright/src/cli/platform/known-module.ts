import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { packageVersion } from '../package-version.ts'
import type { ParsedModule } from './write-module.ts'

/** Counted up when what is kept is made otherwise within one version. */
const form = 2

/** The first characters of a hash, enough to name a file. */
export function shortHash(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** What a file came to at the last time, when its text is what it was then. The parsers then are not even loaded. */
export function readKnown(folder: string, file: string, text: string): ParsedModule | undefined {
  try {
    const known = JSON.parse(fs.readFileSync(placeOf(folder, file), 'utf8')) as { key: string }
    return known.key === keyOf(text) ? (known as unknown as ParsedModule) : undefined
  } catch {
    return undefined
  }
}

export function keepKnown(folder: string, file: string, text: string, parsed: ParsedModule): void {
  const place = placeOf(folder, file)
  // Whole or not at all: other processes may be reading.
  const fresh = `${place}.${process.pid}`
  fs.writeFileSync(fresh, JSON.stringify({ key: keyOf(text), ...parsed }))
  fs.renameSync(fresh, place)
}

function placeOf(folder: string, file: string): string {
  return path.join(folder, `${shortHash(file)}.json`)
}

function keyOf(text: string): string {
  return crypto.createHash('sha256').update(`${packageVersion} ${form}\n${text}`).digest('hex')
}
