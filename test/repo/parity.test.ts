import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { helmBinary, helmVersionOf } from '../support/oracles.ts'
import { compareRuns, compareWithHelm } from '../support/parity/compare-with-helm.ts'
import { firstDifference } from '../support/parity/first-difference.ts'
import { maskRandomLines } from '../support/parity/mask-random-lines.ts'

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-test-'))
afterAll(() => fs.rmSync(temporary, { recursive: true }))

function chart(name: string, template: string): string {
  const folder = path.join(temporary, name)
  fs.mkdirSync(path.join(folder, 'templates'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`)
  fs.writeFileSync(path.join(folder, 'templates/a.yaml'), template)
  return folder
}

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line${at}: x\n`).join('')
const compare = (folder: string) => {
  const binary = helmBinary('4')
  return compareWithHelm({ binary, version: helmVersionOf(binary) }, ['template', 'rel', folder])
}

test('lines on which two runs of Helm disagree are left out, the words before the random part are not', () => {
  const stable = maskRandomLines('a: 1\npassword: "x7"\n', 'a: 1\npassword: "q2"\n')!
  expect(firstDifference(stable, 'a: 1\npassword: "zz"\n')).toBeUndefined()
  expect(firstDifference(stable, 'a: 1\npasswd: "zz"\n')).toMatchObject({ line: 2 })
  expect(firstDifference(stable, 'a: 1\n')).toMatchObject({ line: 2 })
})

test('a certificate is random as a whole, its frame is not', () => {
  const pem = (...body: string[]) =>
    ['-----BEGIN CERTIFICATE-----', ...body, '-----END CERTIFICATE-----'].join('\n')
  const stable = maskRandomLines(pem('  MIIDh', '  bC1rb', '  xx'), pem('  MIIDi', '  bC1rb', '  yy'))!
  expect(firstDifference(stable, pem('  MIIDj', '  LWtvb', '  zz'))).toBeUndefined()
  expect(firstDifference(stable, pem('  MIIDj', '  LWtvb'))).toMatchObject({ line: 4 })
  const same = maskRandomLines(pem('a', 'b'), pem('a', 'b'))!
  expect(firstDifference(same, pem('a', 'c'))).toMatchObject({ line: 3 })
})

test('a difference is given by line, byte and what stands around it', () => {
  const stable = maskRandomLines('ä: 1\nb: 2\nc: 3', 'ä: 1\nb: 2\nc: 3')!
  expect(firstDifference(stable, 'ä: 1\nb: 2 \nc: 3')).toEqual({
    line: 2,
    byte: 10,
    context: '    ä: 1\n  - b: 2\n  - c: 3\n  + b: 2 ⏎\n  + c: 3',
  })
})

test('a password in a long chart is passed over and counted', async () => {
  const comparison = await compare(chart('secret', `${lines(100)}password: {{ randAlphaNum 20 }}\n`))
  expect(comparison).toMatchObject({ verdict: 'equal', randomLines: 1 })
})

test('the time of day is passed over too', async () => {
  const comparison = await compare(chart('time', `${lines(100)}at: {{ now | quote }}\n`))
  expect(comparison).toMatchObject({ verdict: 'equal', randomLines: 1 })
})

test('a chart of which more than 2 % is random fails', async () => {
  const comparison = await compare(chart('random', `a: {{ randAlphaNum 20 }}\nb: {{ randAlphaNum 20 }}\n`))
  expect(comparison.verdict).toBe('too random')
})

test('a chart that both refuse with the same words is refused alike', async () => {
  const comparison = await compare(chart('failing', 'a: {{ fail "no" }}\n'))
  expect(comparison.verdict).toBe('refused alike')
})

const refusal = (stderr: string, exitCode = 1) => ({ stdout: '', stderr, exitCode, milliseconds: 1 })
const inTurn = (...texts: string[]) => {
  let at = 0
  return () => Promise.resolve(refusal(texts[at++ % texts.length]))
}

test('the first line on standard error counts, even when it is a warning and the error is the same', async () => {
  const helm = 'WARNING: old\nError: no\n'
  const compared = await compareRuns(refusal(helm), refusal('Error: no\n'), inTurn(helm))
  expect(compared).toMatchObject({
    verdict: 'different',
    difference: { context: '  - WARNING: old\n  + Error: no' },
  })
  expect((await compareRuns(refusal(helm), refusal(helm), inTurn(helm))).verdict).toBe('refused alike')
  expect((await compareRuns(refusal(helm), refusal(helm, 2), inTurn(helm))).verdict).toBe('different')
})

test('a first line that Helm prints in the order of a map is random, when one of four runs says so', async () => {
  const [one, other] = ['warning: a\nError: no\n', 'warning: b\nError: no\n']
  const compared = await compareRuns(refusal(one), refusal(other), inTurn(one, one, other))
  expect(compared.verdict).toBe('too random')
})

test('a schema on the network is told apart, once the first line is the same', async () => {
  const helm = refusal(
    'Error: bad\nGet "https://a.example/s.json": dial tcp: lookup a.example: no such host\n',
  )
  const ours = refusal('Error: bad\nGet "https://a.example/s.json": nothing is fetched\n')
  expect((await compareRuns(helm, ours, inTurn(helm.stderr))).verdict).toBe('asks the network')
})
