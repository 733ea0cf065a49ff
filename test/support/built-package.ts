import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { root } from './repository.ts'

/**
 * Builds the package, as it is installed, for the tests of a file. What runs JavaScript's stack out is tested there:
 * among the modules of Vitest the getter of an import catches the end of the stack, and gives undefined instead.
 */
export function builtPackage(): { command: string; engine: string } {
  const installed = path.join(root, 'node_modules/.cache/chartwright', `built-${process.pid}`)
  const dist = path.join(installed, 'dist')
  beforeAll(() => {
    fs.cpSync(path.join(root, 'packages/chartwright/bin'), path.join(installed, 'bin'), { recursive: true })
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--no-types', `--out=${dist}`])
  }, 60_000)
  afterAll(() => fs.rmSync(installed, { recursive: true, force: true }))
  return { command: path.join(installed, 'bin/chartwright.cjs'), engine: path.join(dist, 'engine.js') }
}
