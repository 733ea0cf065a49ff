import type { SourcePlace } from '../engine/index.ts'
import { includedBy, isBranch, nodesBelow, type Branch } from '../objects/index.ts'
import { lineAndColumn, nodeText, type ListNode, type SyntaxTree } from '../template/index.ts'
import type { TemplateSources } from './source.ts'

/** The branch that stands at a place. */
export function branchAt(tree: SyntaxTree, { line, column }: SourcePlace): Branch | undefined {
  for (const node of nodesBelow(tree.root)) {
    if (!isBranch(node)) continue
    const at = lineAndColumn(tree.text, node.pos)
    if (at.line === line && at.column === column) return node
  }
  return undefined
}

/** `if .Values.ingress.enabled`. */
export function textOf({ type, pipe }: Branch): string {
  return `${type} ${nodeText(pipe)}`
}

/** Where text that a list would print matches, followed into the templates that it includes by name. */
export function mentions(
  list: ListNode,
  tree: SyntaxTree,
  pattern: RegExp,
  sources: TemplateSources,
  seen = new Set<string>(),
): { tree: SyntaxTree; pos: number } | undefined {
  for (const node of nodesBelow(list)) {
    if (node.type === 'text') {
      // A line that an action ends (`replicas: {{ … }}`) is matched up to there.
      const found = pattern.exec(node.text)
      if (found) {
        const lead = /^\s*/.exec(found[0])![0].length
        return { tree, pos: node.pos + found.index + lead }
      }
      continue
    }
    for (const name of includedBy(node)) {
      if (seen.has(name)) continue
      seen.add(name)
      const defined = definitionOf(name, sources)
      const found = defined && mentions(defined.list, defined.tree, pattern, sources, seen)
      if (found) return found
    }
  }
  return undefined
}

/** Where the templates stand that a line's actions include by name. */
export function includedOn({ template, line }: SourcePlace, sources: TemplateSources): SourcePlace[] {
  const tree = sources.treeOf(template)
  if (!tree) return []
  const names = [...nodesBelow(tree.root)]
    .filter((node) => node.type === 'action' && lineAndColumn(tree.text, node.pos).line === line)
    .flatMap(includedBy)
  return [...new Set(names)].flatMap((name) => {
    const found = definitionOf(name, sources)
    return found
      ? [{ template: found.tree.name, name, ...lineAndColumn(found.tree.text, found.list.pos) }]
      : []
  })
}

function definitionOf(
  name: string,
  sources: TemplateSources,
): { list: ListNode; tree: SyntaxTree } | undefined {
  for (const path of sources.paths) {
    const tree = sources.treeOf(path)
    const define = tree?.defines.find((one) => one.name === name)
    if (tree && define) return { list: define.list, tree }
  }
  return undefined
}
