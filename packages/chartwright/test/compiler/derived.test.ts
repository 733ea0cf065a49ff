// Texts that follow from values, each in a named template of its own; and two workloads that call each other.
import { expect, test } from 'vitest'
import { bool, config, connect, derived, image, service, str, string, when } from '../../src/author/index.ts'
import { compiled, reported } from './compile-text.ts'

const declared = {
  image: image({ repository: 'shop', tag: '1' }),
  host: string('localhost'),
  base: string(''),
  dev: bool(true),
}

test('a derived text is worked out once and used wherever it is named, in other texts too', () => {
  const { files } = compiled(declared, ($) => {
    const base = derived(
      'base',
      'Where browsers find it.',
      when($.base, $.base, when($.dev, str`http://${$.host}:3333`, str`https://${$.host}`)),
    )
    const settings = config('settings', { 'a.yaml': { home: str`${base}/home` } })
    const web = service('web', {
      image: $.image,
      ports: { http: 80 },
      mounts: [settings.at('/etc/web')],
      env: { BASE: base },
    })
    return [settings, web]
  })
  const helpers = files.get('templates/_helpers.tpl')!
  expect(helpers).toContain(`{{/*
Where browsers find it.
*/}}
{{- define "shop.base" -}}
{{- if .Values.base }}
{{- .Values.base }}
{{- else if .Values.dev }}
{{- printf "http://%s:3333" .Values.host }}
{{- else }}
{{- printf "https://%s" .Values.host }}
{{- end }}
{{- end }}
`)
  expect(helpers).toContain('home: {{ printf "%s/home" (include "shop.base" .) | quote }}')
  expect(files.get('templates/web-deployment.yaml')).toContain('value: {{ include "shop.base" . | quote }}')
})

test('a derived text that nothing uses leaves no template behind', () => {
  const { files } = compiled(declared, ($) => {
    derived('unused', 'Nothing.', str`http://${$.host}${$.base}${$.dev}`)
    return [service('web', { image: $.image, ports: { http: 80 } })]
  })
  expect(files.get('templates/_helpers.tpl')).not.toContain('unused')
})

test('two templates of one name are reported, and those that every chart has', () => {
  const codes = (...names: string[]) =>
    reported({ image: declared.image }, ($) => {
      for (const name of names) derived(name, 'A text.', 'a')
      return [service('web', { image: $.image, ports: { http: 80 } })]
    }).map(({ code, message }) => `${code} ${message}`)
  expect(codes('a', 'a')).toEqual(['name-duplicate there are two templates named "a"'])
  expect(codes('fullname')).toEqual(['name-duplicate there are two templates named "fullname"'])
  expect(codes('a-b')).toEqual(['name-invalid "a-b" is not the name of a template'])
})

test('two workloads connect to each other', () => {
  const { files } = compiled({ image: declared.image }, ($) => {
    const audio = service('audio', { image: $.image, ports: { http: 3030 }, env: { A: '1' } })
    const ring = service('ring', { image: $.image, headless: true, ring: {}, ports: { http: 3002 } })
    const api = service('api', {
      image: $.image,
      ports: { http: 3001 },
      connectsTo: [audio.port('http').as('AUDIO')],
    })
    connect(audio, api.port('http').as('API', 'http'), ring.port('http'))
    return [audio, ring, api]
  })
  const env = files.get('templates/audio-deployment.yaml')!
  expect(env).toContain('- name: A\n')
  expect(env).toContain('- name: API\n              value: http://{{ include "shop.fullname" . }}-api:3001\n')
  expect(files.has('templates/audio-role.yaml')).toBe(true)
  expect(JSON.parse(files.get('intents.json')!)).toMatchObject({
    workloads: {
      audio: { connectsTo: [{ workload: 'api', port: 'http', env: 'API' }, { workload: 'ring' }] },
    },
  })
})
