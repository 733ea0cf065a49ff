import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { filesBelow, root } from '../support/repository.ts'
import { runOurs } from '../support/parity/render-ours.ts'

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'generated-charts-'))
afterAll(() => fs.rmSync(temporary, { recursive: true }))

const platforms = fs.readdirSync(path.join(root, 'platforms'))

test.each(platforms)(
  'charts/%s is what its platform builds to; npm run build:charts renews it',
  async (name) => {
    const out = path.join(temporary, name)
    const build = await runOurs(['build', path.join(root, 'platforms', name), '--out', out])
    expect(build.stderr).toBe('')
    const committed = filesBelow(`charts/${name}`).map((file) => path.relative(`charts/${name}`, file))
    const built = fs
      .readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)))
    expect(built.sort()).toEqual(committed.sort())
    for (const file of built) {
      const [ours, theirs] = [path.join(out, file), path.join(root, 'charts', name, file)]
      expect(fs.readFileSync(ours, 'utf8'), file).toBe(fs.readFileSync(theirs, 'utf8'))
    }
  },
)
