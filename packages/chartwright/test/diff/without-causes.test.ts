import { expect, test } from 'vitest'
import { ChartFile, loadFiles } from '../../src/chart/index.ts'
import { diffRenders } from '../../src/diff/index.ts'
import { newMap } from '../../src/go/index.ts'
import { fixedHost, memoryFileSystem } from '../../src/io/index.ts'
import { traceRender, type TracedRender } from '../../src/objects/index.ts'

function render(size: string): TracedRender {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'values.yaml': `size: ${size}\n`,
    'templates/all.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  size: "{{ .Values.size }}"
  drawn: {{ randAlphaNum 8 }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: size-{{ .Values.size }}}
data: {drawn: {{ randAlphaNum 8 }}}
`,
  }
  const encoder = new TextEncoder()
  const list = Object.entries(files).map(([name, text]) => new ChartFile(name, encoder.encode(text)))
  return traceRender(loadFiles(memoryFileSystem(), list), newMap(), {
    host: fixedHost(),
    release: { name: 'rel', namespace: 'default' },
  })
}

test('without causes a difference is the same but for them', () => {
  const [from, to] = [render('1'), render('2')]
  const whole = diffRenders(from, to)
  expect(whole.objects.flatMap(({ fields }) => fields.flatMap(({ causes }) => causes))).not.toEqual([])
  const bare = whole.objects.map((object) => ({
    ...object,
    causes: [],
    fields: object.fields.map((field) => ({ ...field, causes: [] })),
  }))
  expect(diffRenders(from, to, { withoutCauses: true })).toEqual({ ...whole, objects: bare })
})

test('nothing is rendered again to learn what is drawn, where nothing differs', () => {
  let asked = 0
  const watched = (one: TracedRender) => ({ ...one, again: () => (asked++, one.again()) })
  expect(diffRenders(watched(render('1')), watched(render('1'))).objects).toEqual([])
  expect(asked).toBe(0)
  expect(diffRenders(watched(render('1')), watched(render('2'))).objects).not.toEqual([])
  expect(asked).toBeGreaterThan(0)
})
