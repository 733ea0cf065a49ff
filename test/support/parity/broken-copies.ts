import fs from 'node:fs'
import path from 'node:path'
import type { Random } from './random.ts'
import { slips } from './slips.ts'

/** More files than this, and a copy costs more than it tells. */
const mostFiles = 400

export interface BrokenCopy {
  folder: string
  /** What kind of mistake was made in it. */
  slip: string
}

/** A copy of a chart in the scratch folder with one mistake in it; undefined when there is nothing to be mistaken in. */
export function brokenCopy(chart: string, random: Random, scratch: string): BrokenCopy | undefined {
  const files = filesBelow(chart)
  if (files.length > mostFiles) return undefined
  const slip = random.pick(slips)
  const wanted = slip.file
  const victim =
    typeof wanted === 'string'
      ? wanted
      : pickOne(
          files.filter((file) => wanted.test(file)),
          random,
        )
  if (victim === undefined) return undefined
  const before = files.includes(victim) ? fs.readFileSync(path.join(chart, victim)) : undefined
  const made = slip.make(before?.toString() ?? '', random)
  if (made === undefined) return undefined
  const after = made === null ? undefined : Buffer.from(made)
  if (after && before?.equals(after)) return undefined
  const folder = path.join(scratch, `broken-${random.below(2 ** 32).toString(16)}`, path.basename(chart))
  fs.rmSync(folder, { recursive: true, force: true })
  for (const file of files) {
    const to = path.join(folder, file)
    fs.mkdirSync(path.dirname(to), { recursive: true })
    // What is not damaged is the same file: a copy of a large chart costs nothing.
    if (file !== victim) fs.linkSync(path.join(chart, file), to)
  }
  if (after) {
    fs.mkdirSync(path.dirname(path.join(folder, victim)), { recursive: true })
    fs.writeFileSync(path.join(folder, victim), after)
  }
  return { folder, slip: slip.name }
}

function pickOne<Item>(list: readonly Item[], random: Random): Item | undefined {
  return list.length > 0 ? random.pick(list) : undefined
}

function filesBelow(folder: string, above = ''): string[] {
  return fs
    .readdirSync(path.join(folder, above), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.join(above, entry.name)
      if (entry.isDirectory()) return filesBelow(folder, name)
      return entry.isFile() ? [name] : []
    })
    .sort()
}
