import type { FileSystem } from '../../io/index.ts'

/** The charts below a chart's charts/, folders and archives, in the order in which Go walks a folder. */
export function subchartPaths(files: FileSystem, chart: string): string[] {
  return walk(files, `${chart.replace(/\/+$/, '')}/charts`)
}

function walk(files: FileSystem, folder: string): string[] {
  if (files.stat(folder)?.kind !== 'directory') return []
  return files.readDirectory(folder).flatMap(({ name, kind }) => {
    const path = `${folder}/${name}`
    if (name === 'Chart.yaml') return [folder]
    if (/\.(tgz|tar\.gz)$/.test(name)) return [path]
    return kind === 'directory' ? walk(files, path) : []
  })
}
