import { describe, expect, it } from 'vitest'
import { helmBinary, type HelmLine } from '../../../../test/support/oracles.ts'
import { bytesOf } from '../../src/go/bytes.ts'
import { mapOf, newMap, type GoValue } from '../../src/go/index.ts'
import { intoList, intoMap, parseYaml, toYaml, toYamlPretty, YamlError } from '../../src/yaml/index.ts'
import { askHelm } from './ask-helm.ts'
import { cases } from './cases.ts'

/** Texts with bytes that are not UTF-8, as the byte strings of go/values.ts. */
const strayBytes = [
  'a: \udc80',
  'a: \udcff',
  '# \udcc3',
  'a: \udce2\udc82',
  'a: 1\nb: "\udcc3("',
  'a: \udced\udca0\udc80',
]
const texts = [...cases, ...strayBytes]

describe.each<HelmLine>(['3', '4'])('YAML as Helm %s has it', (line) => {
  const binary = helmBinary(line)
  const answers = askHelm(
    binary,
    texts.map(bytesOf).map((bytes) => Uint8Array.from(bytes)),
  )

  it(`reads and prints ${texts.length} texts, mistakes included`, () => {
    const ours = texts.map((text) => ({ text, ...answer(text) }))
    expect(ours).toEqual(texts.map((text, i) => ({ text, ...answers[i]! })))
  })
})

/** `fromYaml`, `fromYamlArray` `fromYaml | toYaml` and `fromYaml | toYamlPretty`, from what src/yaml exports. */
function answer(text: string) {
  const map = read(
    text,
    () => parseYaml(text, { into: intoMap }).value ?? newMap(),
    (message) => mapOf([['Error', message]]),
  )
  const list = read(
    text,
    () => parseYaml(text, { into: intoList }).value ?? [],
    (message) => [message],
  )
  const yaml = read(
    text,
    () => toYaml(map).replace(/\n$/, ''),
    () => '',
  )
  const pretty = toYamlPretty(map).replace(/\n$/, '')
  return { map: plain(map), list: plain(list), yaml, pretty }
}

function read<T extends GoValue>(text: string, work: () => T, mistake: (message: string) => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof YamlError) return mistake(error.message)
    throw new Error(`${JSON.stringify(text)}: no YamlError`, { cause: error })
  }
}

function plain(value: GoValue): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}
