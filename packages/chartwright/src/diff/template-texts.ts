import { chartFullPath, type Chart } from '../chart/index.ts'
import {
  lineAndColumn,
  parseTemplate,
  printTemplate,
  type ListNode,
  type Node,
  type SyntaxTree,
} from '../template/index.ts'
import { includedBy, nodesBelow } from '../objects/index.ts'

export interface TemplateText {
  /** `web.labels`, or the file's path for what stands in no define. */
  name: string
  /** From the chart's folder: `templates/_helpers.tpl`. */
  file: string
  line: number
  isDefined: boolean
  text: string
  tree: SyntaxTree
  nodes: ListNode
}

const known = new WeakMap<Chart, ReadonlyMap<string, TemplateText>>()

/** Every template of a chart and its subcharts by name; of several with one name the last, as Helm has it. */
export function templateTexts(root: Chart): ReadonlyMap<string, TemplateText> {
  let texts = known.get(root)
  if (!texts) known.set(root, (texts = readTexts(root)))
  return texts
}

function readTexts(root: Chart): Map<string, TemplateText> {
  const texts = new Map<string, TemplateText>()
  const visit = (chart: Chart) => {
    for (const child of chart.dependencies) visit(child)
    for (const { name, text } of chart.templates) {
      const file = nameIn(root, `${chartFullPath(chart)}/${name}`)
      const tree = parseTemplate(file, text, { functions: undefined })
      const print = (nodes: readonly Node[]) =>
        printTemplate({ ...tree, root: { type: 'list', pos: 0, nodes: [...nodes] } })
      for (const { name: defined, list, pos } of tree.defines) {
        const { line } = lineAndColumn(text, pos)
        texts.set(defined, {
          name: defined,
          file,
          line,
          isDefined: true,
          text: print(list.nodes),
          tree,
          nodes: list,
        })
      }
      const own = print(tree.root.nodes.filter(({ type }) => type !== 'define'))
      texts.set(file, { name: file, file, line: 1, isDefined: false, text: own, tree, nodes: tree.root })
    }
  }
  visit(root)
  return texts
}

/** The templates that actions on a line include by name, and those that they include. */
export function includedAt(
  line: number,
  { tree, nodes }: TemplateText,
  texts: ReadonlyMap<string, TemplateText>,
): Set<string> {
  const found = new Set<string>()
  const visit = (node: Node) => {
    for (const name of includedBy(node)) {
      const included = found.has(name) ? undefined : texts.get(name)
      found.add(name)
      if (included) for (const below of nodesBelow(included.nodes)) visit(below)
    }
  }
  for (const node of nodesBelow(nodes)) {
    if (node.type === 'action' && lineAndColumn(tree.text, node.pos).line === line) visit(node)
  }
  return found
}

/** The name of a template without the root chart's, which may be called otherwise in its next version. */
export function nameIn(root: Chart, name: string): string {
  const prefix = `${root.metadata.name}/`
  return name.startsWith(prefix) ? name.slice(prefix.length) : name
}
