import { quote } from '../go/quote.ts'
import type { ListNode, Node, SyntaxTree } from './node.ts'
import { partsOf, type AnyNode } from './node-text.ts'

/**
 * Writes a tree as a template that parses to the same tree, positions aside. White space that trim markers took
 * is gone, actions are spaced as Go's String() spaces them.
 *
 * @example printTemplate(parseTemplate('f', '{{- .a|b -}} x', { functions: undefined })) // '{{.a | b}}x'
 */
export function printTemplate(tree: SyntaxTree): string {
  const stack: (string | AnyNode)[] = [tree.root]
  let text = ''
  let last = ''
  const write = (piece: string) => {
    // The brace at a text's end must not join those that follow: `{ {{- end}}` in place of `{{{end}}`.
    text += last.endsWith('{') && piece.startsWith('{{') ? ` {{- ${piece.slice(2)}` : piece
    last = piece
  }
  while (stack.length > 0) {
    const top = stack.pop()!
    if (typeof top === 'string') write(top)
    else if (top.type === 'list') pushAll(stack, listParts(top))
    else if (top.type === 'define') {
      const name = quote(top.name)
      const open = top.blockPipe ? [`{{block ${name} `, top.blockPipe, '}}'] : [`{{define ${name}}}`]
      pushAll(stack, [...open, top.list, '{{end}}'])
    } else {
      const parts = partsOf(top)
      if (typeof parts === 'string') write(parts)
      else pushAll(stack, parts)
    }
  }
  return text
}

function pushAll(stack: (string | AnyNode)[], parts: readonly (string | AnyNode)[]): void {
  for (let i = parts.length; i-- > 0;) stack.push(parts[i]!)
}

/** The nodes of a list, with a comment between texts that stand side by side: they would become one. */
function listParts(list: ListNode): (string | AnyNode)[] {
  const parts: (string | AnyNode)[] = []
  let before: Node | undefined
  for (const node of list.nodes) {
    if (before?.type === 'text' && node.type === 'text') parts.push('{{/**/}}')
    parts.push(node)
    before = node
  }
  return parts
}
