// Objects that no function of ours makes, as an author writes them and real Helm renders them.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { helmBinary, runHelm } from '../../../../test/support/oracles.ts'
import {
  annotations,
  bool,
  customObject,
  image,
  int,
  labels,
  mapOf,
  object,
  service,
  str,
  string,
  when,
  type Declarations,
  type Described,
  type Faces,
  type Release,
} from '../../src/author/index.ts'
import { parseYamlDocuments } from '../../src/yaml/index.ts'
import { compiled, reported } from './compile-text.ts'

/** The object of a kind as Helm renders it, or undefined. */
function rendered<const D extends Declarations>(
  kind: string,
  declared: D,
  describe: ($: Faces<D>, release: Release) => readonly Described[],
  ...flags: string[]
): unknown {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-objects-'))
  try {
    for (const [file, text] of compiled(declared, describe).files) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      fs.writeFileSync(path.join(folder, file), text)
    }
    const { stdout, stderr, exitCode } = runHelm(helmBinary('4'), ['template', 'rel', folder, ...flags])
    if (exitCode !== 0) throw new Error(stderr)
    return parseYamlDocuments(stdout)
      .map(({ value }) => value as { kind?: string } | null)
      .find((value) => value?.kind === kind)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

test('an object has the name and labels of its component, and the fields that it was given', () => {
  const lease = rendered('Lease', { seconds: int(15).max(600) }, ($, release) => [
    object('Lease', 'election', {
      metadata: { annotations: { 'example.com/why': 'one: at a time' } },
      spec: { holderIdentity: str`${release.name}-0`, leaseDurationSeconds: $.seconds },
    }),
  ])
  expect(lease).toMatchObject({
    apiVersion: 'coordination.k8s.io/v1',
    metadata: {
      name: 'rel-shop-election',
      labels: { 'app.kubernetes.io/component': 'election', 'app.kubernetes.io/instance': 'rel' },
      annotations: { 'example.com/why': 'one: at a time' },
    },
    spec: { holderIdentity: 'rel-0', leaseDurationSeconds: 15 },
  })
})

test('what is empty stays, what is conditional comes and goes, what the operator gives is passed on', () => {
  const declared = {
    debug: bool(false),
    name: string('x: {{ y }}'),
    notes: annotations(),
    marks: labels(),
    extra: mapOf(string('')),
  }
  const describe = ($: Faces<typeof declared>) => [
    customObject('example.com/v1', 'Thing', 'thing', {
      metadata: { labels: $.marks, annotations: $.notes },
      spec: {
        selfSigned: {},
        none: [],
        name: $.name,
        values: [$.name, when($.debug, 'debug')],
        deep: { verbose: when($.debug, { level: 3, also: {} }) },
        extra: $.extra,
        text: 'a\n"b" {{ c }}\n',
      },
    }),
  ]
  const off = rendered('Thing', declared, describe) as { spec: object; metadata: object }
  expect(off.spec).toEqual({
    selfSigned: {},
    none: [],
    name: 'x: {{ y }}',
    values: ['x: {{ y }}'],
    text: 'a\n"b" {{ c }}\n',
  })
  const set = ['debug=true', 'marks.tier=gold', 'notes.a=b', 'extra.k=v'].flatMap((one) => ['--set', one])
  expect(rendered('Thing', declared, describe, ...set)).toMatchObject({
    metadata: { labels: { tier: 'gold', 'app.kubernetes.io/name': 'shop' }, annotations: { a: 'b' } },
    spec: { values: ['x: {{ y }}', 'debug'], deep: { verbose: { level: 3, also: {} } }, extra: { k: 'v' } },
  })
})

test('an object under a condition is not there without it, and may have another name', () => {
  const declared = { on: bool(false) }
  const describe = ($: Faces<typeof declared>) => [
    object('PriorityClass', 'urgent', { metadata: { name: 'urgent' }, value: 1000 }, { when: $.on }),
  ]
  expect(rendered('PriorityClass', declared, describe)).toBeUndefined()
  expect(rendered('PriorityClass', declared, describe, '--set', 'on=true')).toMatchObject({
    metadata: { name: 'urgent' },
    value: 1000,
  })
})

test('an object cannot take the place of one that the chart makes, or of another', () => {
  const web = { image: image({ repository: 'shop', tag: '1' }) }
  const twice = reported(web, ($) => [
    object('Service', 'web', { spec: { type: 'ExternalName', externalName: 'example.com' } }),
    service('web', { image: $.image, ports: { http: 80 } }),
  ])
  expect(twice).toMatchObject([{ code: 'name-duplicate', message: '"web" has a Service already' }])
  expect(reported({}, () => [object('Lease', 'A', {})])).toMatchObject([{ code: 'name-invalid' }])
})
