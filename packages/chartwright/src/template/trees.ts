import { isSpace } from '../go/unicode.ts'
import type { ListNode, Node, SyntaxTree } from './node.ts'

/** Whether a template holds nothing but white space, comments and definitions: such a one replaces no other. */
export function isEmptyTree(list: ListNode): boolean {
  return list.nodes.every(isEmptyNode)
}

function isEmptyNode(node: Node): boolean {
  switch (node.type) {
    case 'comment':
      return true
    case 'define':
      return node.blockPipe === undefined
    case 'text':
      for (let i = 0; i < node.text.length; i++) if (!isSpace(node.text.charCodeAt(i))) return false
      return true
  }
  return false
}

/**
 * The templates of a file by name, the file itself among them, as Go's parser hands them over: of two with one
 * name, the one that is not empty (two that are not empty do not parse).
 *
 * @example [...templatesOf(parseTemplate('f', '{{define "a"}}x{{end}}', { functions: undefined })).keys()] // ['a', 'f']
 */
export function templatesOf(tree: SyntaxTree): Map<string, ListNode> {
  const templates = new Map<string, ListNode>()
  for (const { name, list } of [...tree.defines, { name: tree.name, list: tree.root }]) {
    const earlier = templates.get(name)
    if (!earlier || isEmptyTree(earlier)) templates.set(name, list)
  }
  return templates
}
