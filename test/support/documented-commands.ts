import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from './oracles.ts'
import { compareWithHelm } from './parity/compare-with-helm.ts'
import { root } from './repository.ts'

/** The examples of a platform, each with the arguments that `args` gives for its file's name. */
export function exampleCommands(platform: string, args: (file: string) => string[], item = '') {
  const files = fs.readdirSync(path.join(root, 'platforms', platform, 'examples'))
  return files.map((file): [string, string[]] => [`${item} example ${file}`.trim(), args(file)])
}

/**
 * Has every Helm and ours render each command in a folder, with the arguments as written, and compares the bytes;
 * then has every Helm lint the chart, strictly and not.
 *
 * @param folder where the commands are typed
 * @param commands each with its name
 * @param mostRandomLines how many lines of a render may hold passwords or certificates; those are compared up
 *   to where they begin to differ from run to run
 * @param lint the chart's folder, and the name of the test that lints it
 */
export function testCommands({
  folder,
  commands,
  mostRandomLines = 0,
  lint,
}: {
  folder: string
  commands: readonly (readonly [string, readonly string[]])[]
  mostRandomLines?: number
  lint: { chart: string; name: string }
}): void {
  const helms = helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const)
  describe.each(helms)('Helm %s', (version, binary) => {
    test.each(commands)('%s', async (_, args) => {
      const here = process.cwd()
      process.chdir(folder)
      try {
        const compared = await compareWithHelm({ binary, version }, ['template', ...args])
        expect(compared.helmSaid).toBe('')
        expect(compared.difference).toBeUndefined()
        expect(compared.verdict).toBe('equal')
        expect(compared.randomLines).toBeLessThanOrEqual(mostRandomLines)
      } finally {
        process.chdir(here)
      }
    })

    test(lint.name, () => {
      for (const flags of [[], ['--strict']]) {
        const run = runHelm(binary, ['lint', ...flags, lint.chart])
        expect(run.stdout + run.stderr).toContain('0 chart(s) failed')
        expect(run.exitCode).toBe(0)
      }
    })
  })
}
