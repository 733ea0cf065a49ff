import type { App, Site } from '../../author/index.ts'
import type { Flow, Plan, Resource, Yaml } from '../ir.ts'
import { askOnce, askOnceWithin } from './ask-once.ts'
import { emitChartYaml } from './emit-chart-yaml.ts'
import { emitHelpers } from './emit-helpers.ts'
import { emitIntents } from './emit-intents.ts'
import { emitReadme, type Example } from './emit-readme.ts'
import { emitSchema, type Reserved } from './emit-schema.ts'
import { emitNotes, emitValidation } from './emit-texts.ts'
import { emitValues } from './emit-values.ts'
import { emitDocument, emitFlow } from './emit-yaml.ts'
import { linesOf, linesToText, textToLines, type Line } from './line.ts'
import type { Scope } from './print-expression.ts'

/** The files of a chart by path, and for the lines of its templates the author's place that they came from. */
export interface EmittedChart {
  files: Map<string, string>
  sources: Map<string, (Site | undefined)[]>
}

/** Writes a plan as the files of a chart. */
export function emit(app: App, plan: Plan, reserved: Reserved, examples: readonly Example[]): EmittedChart {
  const { meta, values } = app
  const used = new Set<string>()
  const scope: Scope = { chart: meta.name, root: '.', used }
  const files = new Map<string, string>()
  const sources = new Map<string, (Site | undefined)[]>()
  const template = (file: string, lines: Line[]) => {
    if (lines.length === 0) return
    files.set(`templates/${file}`, linesToText(lines))
    sources.set(
      `templates/${file}`,
      lines.map(({ at }) => at),
    )
  }
  for (const resource of plan.resources) template(resource.file, emitResource(resource, scope))
  for (const part of app.parts) {
    if (part.part !== 'raw-template') continue
    for (const [, name] of part.text.matchAll(/(?:include|template) "[^".]+\.([A-Za-z]+)"/g)) used.add(name!)
    const at = part.at && { at: part.at }
    template(
      part.file,
      textToLines(part.text, 0).map((line) => ({ ...line, ...at })),
    )
  }
  template('validate.yaml', emitValidation(plan, scope))
  const notes = emitNotes(plan, scope)
  if (notes !== '') files.set('templates/NOTES.txt', notes)
  template('_helpers.tpl', emitHelpers(plan.helpers, meta.name, used))
  files.set('Chart.yaml', emitChartYaml(meta))
  files.set(
    'values.yaml',
    emitValues(values.fields, `Values of the ${meta.name} chart. README.md lists them in a table.`),
  )
  files.set('values.schema.json', emitSchema(values.fields, `Values of the ${meta.name} chart`, reserved))
  files.set('intents.json', emitIntents(app))
  files.set('README.md', emitReadme(app, plan, examples))
  files.set(
    '.helmignore',
    ['.git/', '.DS_Store', '*.swp', '*.bak', '*.orig', 'examples/', '.chartwright.json', ''].join('\n'),
  )
  for (const { name, text } of examples) files.set(`examples/${name}.yaml`, text)
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), sources }
}

function emitResource({ body, when, at }: Resource, scope: Scope): Line[] {
  const document = (yaml: Yaml, _indent: number, within: Scope): Line[] =>
    within.root === '.'
      ? emitDocument(yaml, within, at)
      : [{ indent: 0, text: '---' }, ...emitDocument(yaml, within, at)]
  const flows = Array.isArray(body) ? body : [body]
  const whole: Flow<Yaml>[] = when ? [{ f: 'if', condition: when, then: flows }] : flows
  return linesOf(askOnce(whole, askOnceWithin), (flow) => emitFlow(flow, 0, scope, document))
}
