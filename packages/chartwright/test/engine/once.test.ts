import { expect, test } from 'vitest'
import { loadChart, printManifests } from '../../src/chart/index.ts'
import { fixedHost, memoryFileSystem, renderChart } from '../../src/engine/index.ts'
import { newMap } from '../../src/go/values.ts'

const files = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  // Helm executes the last name first: this one runs by itself, and then within each of the others.
  'web/templates/z.yaml':
    'kind: Z\nlength: {{ len .Chart.Name }}\n{{ define "part" }}{{ . | upper }}{{ end }}',
  'web/templates/named.tpl':
    '{{ define "web/templates/b.yaml" }}kind: N{{ end }}text: {{ include "part" "t" }}',
  'web/templates/b.yaml': 'kind: B\nsum: {{ include (print .Template.BasePath "/z.yaml") . | sha256sum }}\n',
  'web/templates/a.yaml':
    'kind: A\nsum: {{ include (print .Template.BasePath "/z.yaml") . | sha256sum }}\nname: {{ include "part" "a" }}\n',
}

function printed(once: boolean): string {
  const chart = loadChart(memoryFileSystem(files), 'web')
  const release = { name: 'web', namespace: 'default' }
  return printManifests(renderChart(chart, newMap(), { host: fixedHost(), release, once }))
}

test('a chart that is rendered once prints what one does whose templates are kept, and may be rendered again', () => {
  const kept = printed(false)
  expect(kept).toContain('name: A\n')
  expect(printed(true)).toBe(kept)
  expect(printed(true)).toBe(kept)
  expect(printed(false)).toBe(kept)
})
