import { ChartFile } from '../../packages/chartwright/src/chart/index.ts'
import { fixedHost, HelmError, loadFiles, renderChart } from '../../packages/chartwright/src/engine/index.ts'
import type { GoMap } from '../../packages/chartwright/src/go/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { memoryFileSystem } from '../../packages/chartwright/src/io/index.ts'
import { parseYaml, parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { reusingKeys } from '../../test/support/in-process-helm.ts'
import { damaged, type ChartText, type Mutation } from './mutation.ts'
import { questionsOf, type Question } from './questions.ts'

/**
 * Says of a damage whether the chart is still the same one: whether it answers every question as before with the same
 * objects, notes and refusals. Only templates that the damage can reach are rendered, and only values that those read
 * are varied. It is a rule, no proof: two changed values that matter together alone are not tried.
 */
export function sameness(chart: ChartText): (mutation: Mutation) => boolean {
  const all = questionsOf(chart)
  return (mutation) => {
    const before = reached(chart, mutation.file)
    const after = new Map(before)
    after.set(mutation.file, damaged(before.get(mutation.file)!, mutation))
    const isTemplate = mutation.file.startsWith('templates/')
    const [right, now] = [answerer(before), answerer(after, isTemplate)]
    const read = valuesRead(before)
    return all
      .filter(({ changes }) => !isTemplate || changes === undefined || isRead(read, changes))
      .every((question) => {
        const answer = right(question)
        return (isTemplate && answer === refusedBySchema) || now(question) === answer
      })
  }
}

/** The chart with the templates that a damage in a file can reach: the file and what it includes; all for a helper. */
function reached({ files }: ChartText, damagedFile: string): Map<string, string> {
  const text = files.get(damagedFile)!
  const isAlone = damagedFile.startsWith('templates/') && !damagedFile.endsWith('.tpl')
  const keep = (file: string) =>
    !file.startsWith('templates/') ||
    file === damagedFile ||
    file.endsWith('.tpl') ||
    text.includes(`/${file.split('/').at(-1)}"`)
  return new Map([...files].filter(([file]) => !isAlone || keep(file)))
}

/** The dotted keys that templates read of the values. */
function valuesRead(files: ReadonlyMap<string, string>): string[] {
  const texts = [...files].filter(([file]) => file.startsWith('templates/')).map(([, text]) => text)
  const found = texts.flatMap((text) => [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, keys]) => keys!))
  return [...new Set(found)]
}

function isRead(read: readonly string[], changes: readonly string[]): boolean {
  const path = `.${changes.join('.')}.`
  return read.some((keys) => path.startsWith(`${keys}.`) || `${keys}.`.startsWith(path))
}

/** The answer to values that never reach a template. */
const refusedBySchema = 'refused by the schema'

/** The objects and the notes that a chart gives, or what it refuses with, without what is random. */
function answerer(
  files: ReadonlyMap<string, string>,
  skipSchemaValidation = false,
): (question: Question) => string {
  const chartFiles = [...files].map(([file, text]) => new ChartFile(file, new TextEncoder().encode(text)))
  const loaded = loadFiles(memoryFileSystem(), chartFiles)
  return ({ values, release, apiVersions }) => {
    const given = parseYaml(JSON.stringify(values)).value as GoMap
    try {
      const { manifests, hooks, notes } = renderChart(loaded, given, {
        host: reusingKeys(fixedHost()),
        release: { name: release, namespace: 'default' },
        apiVersions,
        skipSchemaValidation,
      })
      const objects = [...manifests, ...hooks].map(({ content }) =>
        parseYamlDocuments(content).map(({ value }) => toJson(value)),
      )
      return masked(JSON.stringify([objects, notes]))
    } catch (error) {
      if (!(error instanceof HelmError)) throw error
      if (error.message.includes("values don't meet the specifications of the schema")) return refusedBySchema
      // Where in a template it happened moves with every damage.
      return error.message.replaceAll(/:\d+(:\d+)?/g, '')
    }
  }
}

const masked = (text: string) => text.replaceAll(/[A-Za-z0-9+/=]{60,}/g, '…')
