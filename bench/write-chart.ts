import fs from 'node:fs'
import path from 'node:path'

/** A chart's texts by their paths. */
export type Files = Record<string, string>

export function writeChart(folder: string, files: Files): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
  }
  return folder
}
