import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { HelmError, loadChart } from '../../../packages/chartwright/src/chart/index.ts'
import { nodeFileSystem } from '../../../packages/chartwright/src/io/node.ts'

const folders = ['ci', 'examples']

/** The values files a chart brings along in ci/ and examples/; those of an archive are laid out in a temporary folder. */
export function bundledValuesFiles(chart: string): string[] {
  if (fs.statSync(chart).isDirectory()) {
    return folders.flatMap((folder) => yamlFilesOf(path.join(chart, folder)))
  }
  const temporary = fs.mkdtempSync(path.join(temporaryRoot(), 'values-'))
  return filesOfArchive(chart).flatMap(({ name, bytes }) => {
    const [folder, base, ...deeper] = name.split('/')
    if (!folders.includes(folder) || !/\.ya?ml$/.test(base ?? '') || deeper.length > 0) return []
    const file = path.join(temporary, `${folder}-${base}`)
    fs.writeFileSync(file, bytes)
    return [file]
  })
}

let root: string | undefined

/** One for the whole process, gone with it. */
function temporaryRoot(): string {
  if (root) return root
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-'))
  process.on('exit', () => fs.rmSync(made, { recursive: true, force: true }))
  return (root = made)
}

/** None of an archive that is refused: the comparison itself will tell. */
function filesOfArchive(chart: string): readonly { name: string; bytes: Uint8Array }[] {
  try {
    return loadChart(nodeFileSystem, chart).raw
  } catch (error) {
    if (error instanceof HelmError) return []
    throw error
  }
}

function yamlFilesOf(folder: string): string[] {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return fs
    .readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => path.join(folder, name))
}
