import { type Chart } from '../chart.ts'

const suffix = 'NOTES.txt'

/**
 * Takes the notes out of rendered files: what `helm install` tells the user, with `subNotes` those of the
 * subcharts as well. Whatever ends in NOTES.txt is a note and never a manifest. Helm joins the notes of
 * subcharts in random order, we by path.
 *
 * @example takeNotes(files, chart).files // what goes to sortManifests
 */
export function takeNotes(
  rendered: ReadonlyMap<string, string>,
  chart: Chart,
  { subNotes = false }: { subNotes?: boolean } = {},
): { notes: string; files: Map<string, string> } {
  const own = `${chart.metadata.name}/templates/${suffix}`
  const files = new Map<string, string>()
  const found: [string, string][] = []
  for (const [path, text] of rendered) {
    if (!path.endsWith(suffix)) files.set(path, text)
    else if (subNotes || path === own) found.push([path, text])
  }
  const notes = found
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .reduce((all, [, text]) => (all === '' ? text : `${all}\n${text}`), '')
  return { notes, files }
}
