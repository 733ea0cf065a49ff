import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { readMarkdownTable } from '../support/markdown-table.ts'
import { root, sourceFiles } from '../support/repository.ts'

const source = 'packages/chartwright/src'

/** Folder → the folders it may import, as ARCHITECTURE.md says. */
const allowed = new Map<string, Set<string>>()
const folders = new Set<string>()
for (const [names, may] of readMarkdownTable('ARCHITECTURE.md', '| folder | may import |')) {
  for (const name of names.split(/,\s*/)) {
    folders.add(name)
    allowed.set(name, new Set(may === 'nothing' ? [] : may.split(/\s+/)))
  }
}

/** npm package → the folder it may be imported from, as docs/dependencies.md says. */
const packages = new Map(
  readMarkdownTable('docs/dependencies.md', '| package | version | imported by | why |').map(
    ([name, version, folder]) => [name, { version, folder }] as const,
  ),
)

const imports = sourceFiles(source).flatMap((file) =>
  ts
    .preProcessFile(fs.readFileSync(path.join(root, file), 'utf8'))
    .importedFiles.map(({ fileName }) => ({ file, specifier: fileName })),
)

const folderOf = (file: string) => path.relative(source, file).split(path.sep)[0]
/** src/index.ts, the public face, has no folder and may show whatever it likes. */
const inFolders = imports.filter(({ file }) => file.split('/').length > source.split('/').length + 1)

test('every folder of src stands in the import table, and every row is a folder', () => {
  const present = fs
    .readdirSync(path.join(root, source), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  expect([...folders].sort()).toEqual(present.sort())
})

test('folders import only what the table allows', () => {
  const wrong = inFolders.filter(({ file, specifier }) => {
    if (!specifier.startsWith('.')) return false
    const from = folderOf(file)
    const to = folderOf(path.join(path.dirname(file), specifier))
    return to !== from && !allowed.get(from)?.has(to) && !allowed.get(from)?.has('everything')
  })
  expect(wrong).toEqual([])
})

test('no file needs itself by way of others, but for types', () => {
  const needs = new Map<string, string[]>()
  for (const file of sourceFiles(source)) {
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    const named = text.matchAll(/^(?:import|export) (?!type )[^;'"]*?from '(\..*?)'$/gm)
    needs.set(
      file,
      [...named].map(([, specifier]) => path.join(path.dirname(file), specifier!)),
    )
  }
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (file: string, way: string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '))
    if (way.includes(file) || done.has(file)) return
    for (const needed of needs.get(file) ?? []) visit(needed, [...way, file])
    done.add(file)
  }
  for (const file of needs.keys()) visit(file, [])
  expect(needs.size).toBeGreaterThan(300)
  expect(circles).toEqual([])
})

test('relative imports name an existing file with its ending', () => {
  const wrong = imports.filter(
    ({ file, specifier }) =>
      specifier.startsWith('.') && !fs.existsSync(path.join(root, path.dirname(file), specifier)),
  )
  expect(wrong).toEqual([])
})

test('modules of Node appear in io/node.ts and cli only', () => {
  const wrong = imports.filter(
    ({ file, specifier }) =>
      specifier.startsWith('node:') && folderOf(file) !== 'cli' && file !== `${source}/io/node.ts`,
  )
  expect(wrong).toEqual([])
})

test('each npm package is imported by the folder that docs/dependencies.md names, and by no other', () => {
  const wrong = imports.filter(({ file, specifier }) => {
    if (specifier.startsWith('.') || specifier.startsWith('node:')) return false
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/')
    return packages.get(name)?.folder !== folderOf(file)
  })
  expect(wrong).toEqual([])
})

test('docs/dependencies.md lists with their versions the dependencies of package.json, and what is built in', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'packages/chartwright/package.json'), 'utf8'))
  const own = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const licensed = /^const bundled = \[(.*)\]$/m.exec(
    fs.readFileSync(path.join(root, 'scripts/build.mjs'), 'utf8'),
  )!
  const bundled = [...licensed[1]!.matchAll(/'([^']+)'/g)].map(([, name]) => [
    name,
    own.devDependencies[name!],
  ])
  expect(Object.fromEntries([...packages].map(([name, { version }]) => [name, version]))).toEqual({
    ...manifest.dependencies,
    ...Object.fromEntries(bundled),
  })
})
