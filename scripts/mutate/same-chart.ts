import { ChartFile } from '../../packages/chartwright/src/chart/index.ts'
import { fixedHost, HelmError, loadFiles, renderChart } from '../../packages/chartwright/src/engine/index.ts'
import type { GoMap } from '../../packages/chartwright/src/go/index.ts'
import { toJson } from '../../packages/chartwright/src/go/json.ts'
import { memoryFileSystem } from '../../packages/chartwright/src/io/index.ts'
import { parseYaml, parseYamlDocuments } from '../../packages/chartwright/src/yaml/index.ts'
import { reusingKeys } from '../../test/support/in-process-helm.ts'
import { isManifest, standsAlone, type Files } from './chart-files.ts'
import { usersOfChanged } from './helpers-used.ts'
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
    const { file } = mutation
    const now = new Map(chart.files).set(file, damaged(chart.files.get(file)!, mutation))
    const reached = reachedBy(file, chart.files, now)
    const isTemplate = file.startsWith('templates/')
    const right = answerer(reached(chart.files))
    const damagedOne = answerer(reached(now), isTemplate)
    const read = valuesRead(reached(chart.files, false))
    return all
      .filter(({ changes }) => !isTemplate || changes === undefined || isRead(read, changes))
      .every((question) => {
        const answer = right(question)
        return (isTemplate && answer === refusedBySchema) || areSame(damagedOne(question), answer)
      })
  }
}

/**
 * Leaves the templates of manifests that a damage in a file can reach: the file, or those that call it, and the one that
 * refuses values.
 */
function reachedBy(file: string, before: Files, after: Files): (files: Files, refuses?: boolean) => Files {
  const users = file.endsWith('.tpl') ? usersOfChanged(before, after) : isManifest(file) ? [file] : undefined
  if (!users || !standsAlone(before)) return (files) => files
  return (files, refuses = true) =>
    new Map(
      [...files].filter(([one]) => !isManifest(one) || users.includes(one) || (refuses && one === refusing)),
    )
}

const refusing = 'templates/validate.yaml'

/** The dotted keys that templates read of the values. */
function valuesRead(files: Files): string[] {
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

/** What a chart gives: texts of manifests and notes, or what it refuses with. */
type Answer = { manifests: string[]; notes: string } | string

function answerer(files: Files, skipSchemaValidation = false): (question: Question) => Answer {
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
      return { manifests: [...manifests, ...hooks].map(({ content }) => content), notes }
    } catch (error) {
      if (!(error instanceof HelmError)) throw error
      if (error.message.includes("values don't meet the specifications of the schema")) return refusedBySchema
      // Where in a template it happened moves with every damage.
      return error.message.replaceAll(/:\d+(:\d+)?/g, '')
    }
  }
}

/** Whether two answers have the same objects and notes, or are the same refusal. */
function areSame(one: Answer, other: Answer): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other
  if (one.manifests.length !== other.manifests.length || masked(one.notes) !== masked(other.notes))
    return false
  return one.manifests.every((text, index) => {
    const before = other.manifests[index]!
    return text === before || masked(objectsIn(text)) === masked(objectsIn(before))
  })
}

const objectsIn = (text: string) =>
  parseYamlDocuments(text)
    .map(({ value }) => toJson(value))
    .join('\n')

/** Keys and certificates are random. */
const masked = (text: string) => text.replaceAll(/[A-Za-z0-9+/=]{60,}/g, '…')
