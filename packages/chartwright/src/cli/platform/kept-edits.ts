import path from 'node:path'
import type { Diagnostic } from '../../diagnostics/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { parseTemplate } from '../../template/index.ts'
import { hashOf } from './record.ts'
import { filesBelow } from './replace-folder.ts'
import { applyHunks, readHunks, unifiedDiff } from './unified-diff.ts'

const ending = '.patch'
const folderOf = (platform: string) => path.join(platform, 'patches')
const patchOf = (platform: string, file: string) => path.join(folderOf(platform), `${file}${ending}`)

/** The patches beside a platform's chart.ts, by the file of the chart that each is for. */
export function readKeptEdits(files: FileSystem, platform: string): Map<string, string> {
  const found = [...filesBelow(files, folderOf(platform))].filter(([name]) => name.endsWith(ending))
  const text = (data: Uint8Array) => new TextDecoder().decode(data).replaceAll('\r\n', '\n')
  return new Map(found.map(([name, data]) => [name.slice(0, -ending.length), text(data)]))
}

/**
 * The files of a chart with the edits in them that somebody kept. What they change is reported as not proven,
 * and so listed in intents.json.
 *
 * Reports `kept-edit-outdated` for a patch whose lines are not there any more.
 */
export function applyKeptEdits(
  made: ReadonlyMap<string, string>,
  edits: ReadonlyMap<string, string>,
  platform: string,
): { files: Map<string, string>; problems: Diagnostic[] } {
  const files = new Map(made)
  const problems: Diagnostic[] = []
  for (const [file, patch] of edits) {
    const at = patchOf(platform, file)
    const outdated = (message: string, line = 1, notes: Diagnostic['notes'] = []) =>
      problems.push({
        code: 'kept-edit-outdated',
        severity: 'error',
        message,
        span: { file: at, line, column: 1 },
        notes,
        hint: `change the patch, or delete it, build, edit ${file} again and build with --keep`,
      })
    const text = made.get(file)
    const hunks = readHunks(patch)
    if (!hunks) outdated('this is not a patch of one file')
    else if (text === undefined) outdated(`the chart has no ${file} any more`)
    else {
      const applied = applyHunks(text, hunks)
      if ('failed' in applied) {
        const gone = applied.failed.lines.filter(({ sign }) => sign !== '+').map((one) => `  ${one.text}`)
        outdated(`the kept edit of ${file} does not fit any more`, applied.failed.at, [
          { message: `these lines are not there together:\n${gone.join('').trimEnd()}` },
        ])
      } else {
        files.set(file, applied.text)
        const broken = templateProblem(file, applied.text, at)
        problems.push(broken ?? notProven(file, at))
      }
    }
  }
  const intents = files.get('intents.json')
  if (intents !== undefined) files.set('intents.json', withEdits(intents, [...edits.keys()]))
  return { files, problems }
}

/**
 * Keeps edits of generated files as patches beside chart.ts.
 *
 * @param pristine the files as they are generated, without kept edits
 * @param made the same with the edits that are kept already: what the edited files must come from
 * @returns what cannot be kept, as `kept-edit-refused`
 */
export function keepEdits(options: {
  edited: readonly string[]
  present: ReadonlyMap<string, Uint8Array>
  record: Readonly<Record<string, string>>
  pristine: ReadonlyMap<string, string>
  made: ReadonlyMap<string, string>
  platform: string
  out: string
  files: FileSystem
}): Diagnostic[] {
  const { edited, present, record, pristine, made, platform, out, files } = options
  const problems: Diagnostic[] = []
  const patches = new Map<string, string>()
  for (const file of edited) {
    const shown = path.join(out, file)
    const refuse = (message: string, hint: string) =>
      problems.push({
        code: 'kept-edit-refused',
        severity: 'error',
        message,
        span: { file: shown, line: 1, column: 1 },
        hint,
      })
    const text = new TextDecoder().decode(present.get(file))
    const [fresh, before] = [made.get(file), pristine.get(file)]
    if (fresh === undefined || before === undefined)
      refuse(`${file} was edited, but is not generated any more`, 'copy it to a file of its own, or drop it')
    else if (record[file] !== undefined && record[file] !== hashOf(fresh))
      refuse(
        `${file} was edited, and chart.ts has changed what is generated since`,
        'build with --keep first, with chart.ts as it was when the file was generated',
      )
    else {
      const broken = templateProblem(file, text, shown)
      if (broken) problems.push(broken)
      else patches.set(file, unifiedDiff(file, before, text))
    }
  }
  if (problems.length === 0)
    for (const [file, patch] of patches) files.writeFile(patchOf(platform, file), patch)
  return problems
}

function templateProblem(file: string, text: string, shown: string): Diagnostic | undefined {
  if (!file.startsWith('templates/')) return undefined
  try {
    parseTemplate(file, text, { functions: undefined })
    return undefined
  } catch (error) {
    return {
      code: 'kept-edit-refused',
      severity: 'error',
      message: `${file} with the edit is no template: ${(error as Error).message}`,
      span: { file: shown, line: 1, column: 1 },
    }
  }
}

function notProven(file: string, at: string): Diagnostic {
  return {
    code: 'template-not-proven',
    severity: 'info',
    message: `${file} has an edit of somebody's: what it renders is not proven`,
    span: { file: at, line: 1, column: 1 },
  }
}

function withEdits(intents: string, edited: readonly string[]): string {
  const all = JSON.parse(intents) as { notProven?: { template: string }[] }
  const listed = edited.filter((file) => file.startsWith('templates/')).map((template) => ({ template }))
  const notProven = [...(all.notProven ?? []), ...listed]
  return `${JSON.stringify(notProven.length > 0 ? { ...all, notProven } : all, null, 2)}\n`
}
