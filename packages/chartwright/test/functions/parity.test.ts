import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { helmBinary, helmVersionOf, type HelmLine } from '../../../../test/support/oracles.ts'
import { bytesOf, stringOf } from '../../src/go/bytes.ts'
import { typeOf, type GoValue } from '../../src/go/index.ts'
import { toJson } from '../../src/go/json.ts'
import { call, functionsOf, toGo, written, type Argument } from './call.ts'
import { cases } from './cases.ts'

const all = Object.entries(cases).flatMap(([name, calls]) => calls.map((args) => ({ name, args })))

/** What Helm gives for every case, in one chart: the type and the JSON of each result, in base64. */
function answersOf(helm: string): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'functions-'))
  try {
    fs.mkdirSync(path.join(folder, 'templates'))
    fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: functions\nversion: 1.0.0\n')
    const lines = all.map(
      ({ name, args }) =>
        `{{- $r := ${name} ${args.map(written).join(' ')} }}\n- {{ printf "%s %s" (typeOf $r) (toJson $r) | b64enc }}`,
    )
    fs.writeFileSync(path.join(folder, 'templates/all.yaml'), `kind: Answers\nlist:\n${lines.join('\n')}\n`)
    const printed = execFileSync(helm, ['template', folder], {
      encoding: 'utf8',
      env: { HOME: folder, TZ: 'UTC' },
    })
    return [...printed.matchAll(/^- (.*)$/gm)].map(([, text]) =>
      Buffer.from(text!, 'base64').toString('latin1'),
    )
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

function answer(name: string, args: readonly Argument[], functions: ReturnType<typeof functionsOf>): string {
  const result: GoValue = call(functions.get(name)!, args.map(toGo))
  let json = ''
  try {
    json = toJson(result)
  } catch {
    // toJson prints nothing for what JSON cannot hold.
  }
  return Buffer.from(bytesOf(`${typeOf(result)} ${json}`)).toString('latin1')
}

test.each<HelmLine>(['3', '4'])('every function gives what helm %s gives', (line) => {
  const helm = helmBinary(line)
  const expected = answersOf(helm)
  expect(expected).toHaveLength(all.length)
  const functions = functionsOf(helmVersionOf(helm))
  const different = all
    .map(({ name, args }, i) => ({
      call: `${name} ${args.map(written).join(' ')}`,
      helm: expected[i]!,
      ours: answer(name, args, functions),
    }))
    .filter(({ helm, ours }) => helm !== ours)
  expect(different).toEqual([])
})

test('text survives as bytes', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  expect(bytesOf(stringOf(bytes))).toEqual(bytes)
})
