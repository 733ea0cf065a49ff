import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf } from '../../../../test/support/oracles.ts'
import { expectAsHelm } from '../../../../test/support/parity/expect-as-helm.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-time-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
fs.mkdirSync(path.join(folder, 'templates'))
fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: locked\nversion: 0.1.0\n')
fs.writeFileSync(path.join(folder, 'templates/a.yaml'), 'a: b\n')

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'generated of Chart.lock is a time: Helm %s',
  async (_, binary) => {
    const times = ['generated: 2024-02-29T23:59:59.123456789+01:30\ndigest: 1e7\n', 'generated: null\n']
    const others = [
      'generated: 2024-02-29\n',
      'generated: "2023-02-29T00:00:00Z"\n',
      'generated: 7\ndigest: []\ndependencies: 5\n',
      'generated: "<now>"\n',
    ]
    for (const text of [...times, ...others]) {
      fs.writeFileSync(path.join(folder, 'Chart.lock'), text)
      const { exitCode } = await expectAsHelm(binary, ['template', 'r', folder])
      expect(exitCode, text).toBe(times.includes(text) ? 0 : 1)
    }
  },
)
