// What operators may write: null wherever the schema takes it, and text that means something to YAML or templates.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { at, chart, container, deployment, refusal, render, services } from './deploy.ts'

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema | false>
  $ref?: string
  definitions?: Record<string, Schema>
}
const schema = JSON.parse(fs.readFileSync(path.join(chart, 'values.schema.json'), 'utf8')) as Schema
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-values-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** Values with null at every path whose type takes it. */
function nulls(one: Schema): unknown {
  const own = one.$ref ? schema.definitions![one.$ref.split('/').at(-1)!]! : one
  if (Array.isArray(own.type) && own.type.includes('null')) return null
  const inner = Object.entries(own.properties ?? {}).flatMap(([key, of]) => {
    const value = of === false ? undefined : nulls(of)
    return value === undefined ? [] : [[key, value]]
  })
  return inner.length > 0 ? Object.fromEntries(inner) : undefined
}

function valuesFile(name: string, values: unknown): string {
  const file = path.join(folder, `${name}.json`)
  fs.writeFileSync(file, JSON.stringify(values))
  return file
}

test('null wherever the schema takes it renders, and drops the default', () => {
  const values = nulls(schema) as { services: Record<string, object> }
  expect(Object.keys(values.services.app!)).toContain('resources')
  const rendered = render('-f', valuesFile('nulls', values))
  for (const name of services) expect(container(rendered, name).resources).toBeUndefined()
  expect(at(deployment(rendered, 'app'), 'spec.template.spec.securityContext')).toBeUndefined()
})

test('null where a value is needed is refused, with its path', () => {
  for (const key of ['imageTag', 'services.app.replicas', 'services.app.autoscaling', 'ingress.enabled'])
    expect(refusal('--set', `${key}=null`)).toContain(key.split('.').at(-1))
  expect(refusal('--set', 'ingress.enabled=true,ingress.hosts=null')).toContain('set ingress.hosts[0].host')
})

test.each([
  ['quotes', `"'"'`],
  ['lines', 'a\nb: c\n- d'],
  ['actions', '{{ .Values.imageTag }} {{`'],
  ['a mapping', 'a: b # c'],
  ['a percentage', '%s %d 100%'],
  ['a number', '007'],
  ['a word of YAML', 'off'],
  ['64 characters', 'x'.repeat(64)],
  ['other alphabets', 'žluťoučký 🐴 '],
  ['a reference', '*a &b !c |'],
])('%s in a text come out as they went in', (name, text) => {
  const values = {
    extraEnv: [{ name: 'HOSTILE', value: text }],
    services: { app: { podAnnotations: { hostile: text } } },
    ingress: {
      enabled: true,
      hosts: [{ host: 'a.b', paths: [{ path: `/${text}` }] }],
      annotations: { hostile: text },
    },
  }
  const rendered = render('-f', valuesFile(name.replaceAll(' ', '-'), values))
  expect(at(deployment(rendered, 'app'), 'spec.template.metadata.annotations.hostile')).toBe(text)
  expect(at(container(rendered, 'app'), 'env.0.value')).toBe(text)
  const ingress = rendered.one('Ingress', 'deploy-public')
  expect(at(ingress, 'metadata.annotations.hostile')).toBe(text)
  expect(at(ingress, 'spec.rules.0.http.paths.0.path')).toBe(`/${text}`)
})

test.each(['imageRegistry', 'imageTag', 'configMapName', 'secretName', 'ingress.hosts[0].host'])(
  'text that cannot be right is refused in %s',
  (key) => {
    for (const text of ['a b', '{{ x }}', 'a"b', 'a: b'])
      expect(refusal('--set-json', `${key}=${JSON.stringify(text)}`)).toMatch(/pattern/)
  },
)
