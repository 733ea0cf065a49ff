import { chartFullPath, type Chart } from '../chart/index.ts'
import type { SourcePlace } from '../engine/index.ts'
import { parseTemplate, type SyntaxTree } from '../template/index.ts'

/** The templates of a chart and its subcharts by the paths that renders know: `web/charts/db/templates/a.yaml`. */
export class TemplateSources {
  readonly #files = new Map<string, { text: string; origin: string; name: string }>()
  /** The folders of the charts, by the same paths. */
  readonly #folders = new Map<string, string>()
  readonly #trees = new Map<string, SyntaxTree>()

  constructor(root: Chart) {
    const visit = (chart: Chart) => {
      this.#folders.set(chartFullPath(chart), chart.origin.replace(/\/$/, ''))
      for (const { name, text } of chart.templates)
        this.#files.set(`${chartFullPath(chart)}/${name}`, { text, origin: chart.origin, name })
      for (const child of chart.dependencies) visit(child)
    }
    visit(root)
  }

  get paths(): Iterable<string> {
    return this.#files.keys()
  }

  /** The file as somebody would open it; for a text that `tpl` was given, there is none. */
  fileOf(path: string): string | undefined {
    const file = this.#files.get(path)
    if (file) return `${file.origin.replace(/\/$/, '')}/${file.name}`
    // A file of crds/.
    const at = path.lastIndexOf('/crds/')
    const folder = this.#folders.get(path.slice(0, at))
    return folder === undefined ? undefined : folder + path.slice(at)
  }

  /** The line of the template that a place is in. */
  textAt({ template, line }: SourcePlace): string {
    return this.#files.get(template)?.text.split('\n')[line - 1]?.trim() ?? ''
  }

  treeOf(path: string): SyntaxTree | undefined {
    const known = this.#trees.get(path)
    const file = this.#files.get(path)
    if (known || !file) return known
    // It was rendered, so it parses.
    const tree = parseTemplate(path, file.text, { functions: undefined })
    this.#trees.set(path, tree)
    return tree
  }
}
