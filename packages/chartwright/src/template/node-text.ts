import { quote } from '../go/quote.ts'
import type { ListNode, Node, Operand, CommandNode, PipeNode } from './node.ts'

export type AnyNode = Node | Operand | CommandNode | PipeNode

/**
 * A node as Go's String() writes it: the text in `<…>` of an execution error. Definitions are no part of Go's
 * tree and write nothing; a block writes its call.
 *
 * @example nodeText(parseTemplate('f', '{{ .a|b }}', { functions: undefined }).root) // '{{.a | b}}'
 */
export function nodeText(node: AnyNode): string {
  // A stack in place of recursion: nesting is bounded by memory only.
  const stack: (string | AnyNode)[] = [node]
  let text = ''
  while (stack.length > 0) {
    const top = stack.pop()!
    if (typeof top === 'string') text += top
    else if (top.type === 'list') for (let i = top.nodes.length; i-- > 0;) stack.push(top.nodes[i]!)
    else if (top.type === 'define') stack.push(blockCall(top.name, top.blockPipe))
    else {
      const parts = partsOf(top)
      if (typeof parts === 'string') text += parts
      else for (let i = parts.length; i-- > 0;) stack.push(parts[i]!)
    }
  }
  return text
}

function blockCall(name: string, pipe: PipeNode | undefined): string {
  return pipe ? `{{template ${quote(name)} ${nodeText(pipe)}}}` : ''
}

/** A node's own text and its children, in order. */
export function partsOf(
  node: Exclude<AnyNode, ListNode | { type: 'define' }>,
): string | (string | AnyNode)[] {
  switch (node.type) {
    case 'text':
      return node.text
    case 'comment':
      return `{{${node.text}}}`
    case 'action':
      return ['{{', node.pipe, '}}']
    case 'if':
    case 'range':
    case 'with': {
      const parts = [`{{${node.type} `, node.pipe, '}}', node.list]
      if (node.elseList) parts.push('{{else}}', node.elseList)
      parts.push('{{end}}')
      return parts
    }
    case 'template':
      if (!node.pipe) return `{{template ${quote(node.name)}}}`
      return [`{{template ${quote(node.name)} `, node.pipe, '}}']
    case 'break':
    case 'continue':
      return `{{${node.type}}}`
    case 'pipe':
      return pipeParts(node)
    case 'command':
      return commandParts(node)
    case 'chain': {
      const fields = `.${node.fields.join('.')}`
      return node.node.type === 'pipe' ? ['(', node.node, ')', fields] : [node.node, fields]
    }
    case 'identifier':
      return node.name
    case 'variable':
      return node.idents.join('.')
    case 'field':
      return `.${node.idents.join('.')}`
    case 'dot':
      return '.'
    case 'nil':
      return 'nil'
    case 'bool':
      return String(node.value)
    case 'number':
      return node.text
    case 'string':
      return node.quoted
  }
}

function pipeParts(pipe: PipeNode): (string | AnyNode)[] {
  const parts: (string | AnyNode)[] = []
  if (pipe.declare.length > 0) {
    const names = pipe.declare.map((variable) => variable.idents.join('.')).join(', ')
    parts.push(`${names} ${pipe.isAssign ? '=' : ':='} `)
  }
  pipe.commands.forEach((command, index) => {
    if (index > 0) parts.push(' | ')
    parts.push(command)
  })
  return parts
}

function commandParts(command: CommandNode): (string | AnyNode)[] {
  const parts: (string | AnyNode)[] = []
  command.args.forEach((arg, index) => {
    if (index > 0) parts.push(' ')
    if (arg.type === 'pipe') parts.push('(', arg, ')')
    else parts.push(arg)
  })
  return parts
}
