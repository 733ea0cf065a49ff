import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../test/support/oracles.ts'
import { runOurs } from '../../../test/support/parity/render-ours.ts'

/*
 * failures/: a folder a kind of failure. `command` is the command line, told.txt what ours prints below Helm's own
 * words, reviewed by eye and rewritten by `vitest -u`. Helm's words come from each real Helm, every time.
 */

const folder = fileURLToPath(new URL('failures', import.meta.url))
const names = fs.readdirSync(folder)
const home = process.cwd()

afterAll(() => process.chdir(home))

/** Every Helm, and the version that ours is to be like. */
const helms = helmBinaries().map((binary) => ({ binary, version: helmVersionOf(binary) }))
const newest = helms.at(-1)!

describe.each(names)('%s', (name) => {
  const place = path.join(folder, name)
  const args = fs.readFileSync(path.join(place, 'command'), 'utf8').trim().split(' ')

  const ours = async (version: string) => {
    process.chdir(place)
    return runOurs([...args, '--helm-version', version])
  }

  test.each(helms)(
    'is told in the words of Helm $version first',
    async ({ binary, version }) => {
      const theirs = runHelm(binary, args, { cwd: place })
      const { stderr, exitCode } = await ours(version)
      const words = errorOf(theirs.stderr)
      expect(inOneOrder(errorOf(stderr).slice(0, words.length))).toBe(inOneOrder(words))
      expect(exitCode).toBe(theirs.exitCode)
      expect(exitCode).toBe(1)
    },
    30_000,
  )

  test('is explained', async () => {
    const { stderr } = await ours(newest.version)
    expect(stderr).not.toMatch(/^ {4}at |\[object/m)
    // Where the repository stands is nobody's business.
    await expect(stderr.replaceAll(place, '')).toMatchFileSnapshot(path.join(place, 'told.txt'))
  })
})

/** Warnings stand before it. */
function errorOf(stderr: string): string {
  return stderr.slice(Math.max(0, stderr.search(/^Error: /m)))
}

/** What schemas refuse stands in the order of Go's maps. */
function inOneOrder(text: string): string {
  return text.includes('specifications of the schema') ? text.split('\n').sort().join('\n') : text
}
