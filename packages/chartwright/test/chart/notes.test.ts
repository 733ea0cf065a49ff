import { expect, test } from 'vitest'
import { ChartFile, loadFiles, takeNotes } from '../../src/chart/index.ts'
import { memoryFileSystem } from '../../src/io/index.ts'
import { chartYaml } from './support.ts'

const chart = loadFiles(memoryFileSystem(), [
  new ChartFile('Chart.yaml', new TextEncoder().encode(chartYaml())),
])
const rendered = new Map([
  ['c/templates/a.yaml', 'a: 1'],
  ['c/templates/NOTES.txt', 'own'],
  ['c/charts/s/templates/NOTES.txt', 'sub'],
  ['c/templates/MY-NOTES.txt', 'odd'],
])

test('notes are the chart’s own and never manifests', () => {
  const { notes, files } = takeNotes(rendered, chart)
  expect(notes).toBe('own')
  expect([...files.keys()]).toEqual(['c/templates/a.yaml'])
})

test('with subNotes the others follow, by path', () => {
  expect(takeNotes(rendered, chart, { subNotes: true }).notes).toBe('sub\nodd\nown')
})
