import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { parseTar } from 'nanotar'

const folders = ['ci', 'examples']

/** The values files a chart brings along in ci/ and examples/; those of an archive are laid out in a temporary folder. */
export function bundledValuesFiles(chart: string): string[] {
  if (fs.statSync(chart).isDirectory()) {
    return folders.flatMap((folder) => yamlFilesOf(path.join(chart, folder)))
  }
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-values-'))
  process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }))
  return parseTar(zlib.gunzipSync(fs.readFileSync(chart))).flatMap((entry) => {
    const [, folder, name, ...deeper] = entry.name.split('/')
    if (!folders.includes(folder) || !/\.ya?ml$/.test(name ?? '') || deeper.length > 0 || !entry.data)
      return []
    const file = path.join(temporary, `${folder}-${name}`)
    fs.writeFileSync(file, entry.data)
    return [file]
  })
}

function yamlFilesOf(folder: string): string[] {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return fs
    .readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => path.join(folder, name))
}
