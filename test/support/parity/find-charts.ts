import fs from 'node:fs'
import path from 'node:path'

/**
 * The charts below a folder, outermost first and none inside another: folders with a Chart.yaml, and archives
 * that stand beside no chart's own files.
 */
export function findCharts(folder: string): string[] {
  if (/\.tgz$/.test(folder)) return [folder]
  if (fs.existsSync(path.join(folder, 'Chart.yaml'))) return [folder]
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || /\.tgz$/.test(entry.name))
    .map((entry) => path.join(folder, entry.name))
    .sort()
    .flatMap(findCharts)
}
