import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm, type HelmRun } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

/** Files by their path below the folder; `-> target` makes a link. */
export type Files = Readonly<Record<string, string | Uint8Array>>

const made: string[] = []
const home = process.cwd()

afterAll(() => {
  process.chdir(home)
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

/** Every Helm at hand, as `[version, binary]`. */
export const helmsAtHand: readonly (readonly [string, string])[] = helmBinaries().map(
  (binary) => [helmVersionOf(binary), binary] as const,
)

/** A fresh folder with these files, removed when the tests of the file are done. */
export function folderWith(files: Files): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-cli-')))
  made.push(folder)
  fill(folder, files)
  return folder
}

function fill(folder: string, files: Files): void {
  for (const [name, data] of Object.entries(files)) {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    if (typeof data === 'string' && data.startsWith('-> ')) fs.symlinkSync(data.slice(3), file)
    else fs.writeFileSync(file, data)
  }
}

export interface Runs {
  theirs: HelmRun
  ours: HelmRun
}

/** One command line run by a Helm and by us, each in the same folder, which is put back in between. */
export async function runBoth(
  [version, binary]: readonly [string, string],
  files: Files,
  args: readonly string[],
): Promise<Runs & { written: { theirs: Files; ours: Files } }> {
  const folder = folderWith(files)
  const theirs = runHelm(binary, args, { cwd: folder })
  const wrote = filesIn(folder)
  fs.rmSync(folder, { recursive: true })
  fs.mkdirSync(folder)
  fill(folder, files)
  process.chdir(folder)
  const ours = await runOurs(['--helm-version', version, ...args])
  process.chdir(home)
  return { theirs, ours, written: { theirs: wrote, ours: filesIn(folder) } }
}

function filesIn(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile()) found[path.relative(folder, file)] = fs.readFileSync(file, 'latin1')
  }
  return found
}

/** What stands on standard error before our own account of a failure, with our name for Helm's. */
export function helmPart(stderr: string): string {
  const named = stderr.replaceAll(/\bhelm(?= (template|lint)\b|"$)/gm, 'chartwright')
  const error = named.search(/^Error: /m)
  return error < 0 ? named : `${named.slice(0, error)}${named.slice(error).split('\n\n')[0]!.trimEnd()}\n`
}

/** Without the times that Helm 3's --debug prints, on which no two runs agree. */
export function withoutTimes(stderr: string): string {
  return stderr.replace(/\d{4}-\S+ [\d:.]+ \S+ \S+ m=\+[\d.]+/g, 'TIME')
}
