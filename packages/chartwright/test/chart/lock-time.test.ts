import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-time-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
fs.mkdirSync(path.join(folder, 'templates'))
fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: locked\nversion: 0.1.0\n')
fs.writeFileSync(path.join(folder, 'templates/a.yaml'), 'a: b\n')

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'generated of Chart.lock is a time: Helm %s',
  async (version, binary) => {
    const locks = [
      'generated: 2024-02-29T23:59:59.123456789+01:30\ndigest: 1e7\n',
      'generated: null\n',
      'generated: 2024-02-29\n',
      'generated: "2023-02-29T00:00:00Z"\n',
      'generated: 7\ndigest: []\ndependencies: 5\n',
      'generated: "<now>"\n',
    ]
    for (const text of locks) {
      fs.writeFileSync(path.join(folder, 'Chart.lock'), text)
      const ours = await runOurs(['template', 'r', folder, '--helm-version', version])
      const theirs = runHelm(binary, ['template', 'r', folder])
      expect(ours.stdout).toBe(theirs.stdout)
      expect(ours.stderr.split('\n', 1)).toEqual(theirs.stderr.split('\n', 1))
    }
  },
)
