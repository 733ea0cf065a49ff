import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../../../../test/support/oracles.ts'
import { expectAsHelm } from '../../../../test/support/parity/expect-as-helm.ts'
import { runOurs } from '../../../../test/support/parity/render-ours.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'metadata-numbers-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
fs.mkdirSync(path.join(folder, 'templates'))
fs.writeFileSync(
  path.join(folder, 'templates/a.yaml'),
  'a: {{ .Chart.AppVersion }} {{ .Chart.Annotations | toJson }}',
)

const numbers = [
  ...['20240131', '1_000_000', '0x12d687', '12345678901234567', '12345678901234567890', '-7654321', '1.10'],
  ...['1000000.0', '12e5', '4567e3', '1e3', '123456.0', '1234567.5', '2024.10311', '-0.0', '1e-7', '1e21'],
]

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'numbers of Chart.yaml become texts by whether they are integers: Helm %s',
  async (version, binary) => {
    const annotations = numbers.map((number, at) => `  n${at}: ${number}\n`).join('')
    write('0.1.0', `appVersion: 98765e2\nannotations:\n${annotations}`)
    const theirs = runHelm(binary, ['template', 'r', folder])
    const ours = await runOurs(['template', 'r', folder, '--helm-version', version])
    expect(theirs.stdout).toContain('a: 9.8765e+06 {"n0":"20240131"')
    expect(ours.stdout).toBe(theirs.stdout)
    // And where no number is odd.
    write('0.1.0', 'appVersion: 1.10\nannotations: {a: 100000.0, b: 7}\n')
    const plain = await runOurs(['template', 'r', folder, '--helm-version', version])
    expect(plain.stdout).toBe(runHelm(binary, ['template', 'r', folder]).stdout)
  },
)

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'a version that is a float is refused as Helm %s shows it',
  async (_, binary) => {
    write('36e5', '')
    for (const command of [['template', 'r'], ['lint']]) {
      const { stdout, stderr } = await expectAsHelm(binary, [...command, folder])
      expect(stdout + stderr).toContain('3.6e+06')
    }
  },
)

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'infinities and NaN are texts where Helm %s wants a text, and refused elsewhere',
  async (_, binary) => {
    const more = [
      'appVersion: .inf\nannotations: {a: -.inf, b: .NaN}\nmaintainers: [{name: .nan}]\n',
      'deprecated: .inf\nappVersion: .nan\n',
      'unknown: .inf\nappVersion: 1e7\nextra: [{b: .nan, a: -.inf}]\n',
      'dependencies: [{name: x, version: .inf, import-values: [-.inf]}]\n',
      'apiVersion: .inf\n',
    ]
    for (const text of more) {
      write('0.1.0', text)
      await expectAsHelm(binary, ['template', 'r', folder])
      await expectAsHelm(binary, ['lint', folder], ['--helm-only'])
    }
  },
)

test.each(helmBinaries().map((binary) => [helmVersionOf(binary), binary] as const))(
  'the head of a manifest may be a number of any kind: Helm %s',
  async (_, binary) => {
    write('0.1.0', '')
    const heads = [
      'kind: 1e6\nmetadata: {name: 1e7}\n---\nkind: 1000001\nmetadata: {name: .nan}\n---\nkind: .inf\napiVersion: 1.0\n',
      'kind: B\nmetadata: {annotations: {helm.sh/hook: pre-install, helm.sh/hook-weight: .inf}}\n',
      'kind: .nan\nmetadata: {name: {a: .inf}}\nitems: .nan\n',
      'kind: B\nmetadata: {labels: {a: -.inf}}\n',
      'KIND: .inf\nmetadata: .nan\n',
    ]
    for (const text of heads) {
      fs.writeFileSync(path.join(folder, 'templates/head.yaml'), text)
      await expectAsHelm(binary, ['template', 'r', folder])
    }
    fs.rmSync(path.join(folder, 'templates/head.yaml'))
  },
)

function write(version: string, more: string): void {
  fs.writeFileSync(
    path.join(folder, 'Chart.yaml'),
    `name: numbers\nversion: ${version}\nicon: https://example.com/i.png\n${more}${/^apiVersion:/m.test(more) ? '' : 'apiVersion: v2\n'}`,
  )
}
