import type { IfNode, ListNode, Node, RangeNode, WithNode } from '../../template/index.ts'

export interface BranchShape {
  /** Whatever it prints, taken or not, begins with a new line or is nothing. */
  leads: boolean
  /** Whatever it prints ends with a line break or is nothing. */
  ends: boolean
  /** It may leave the range around it, or its turn. */
  jumps: boolean
}

/**
 * What can be said of a branch without running it. Text that comes and goes between two line breaks leaves the
 * lines around it as they are, which is how nearly all charts write their branches.
 */
export function shapeOfBranch(node: IfNode | WithNode | RangeNode): BranchShape {
  const lists = node.elseList ? [node.list, node.elseList] : [node.list]
  return {
    leads: lists.every((list) => edge(list.nodes, 'start') !== 'text'),
    ends: lists.every((list) => edge(list.nodes, 'end') !== 'text'),
    jumps: node.type !== 'range' && lists.some(hasJump),
  }
}

type Edge = 'break' | 'nothing' | 'text'

function edge(nodes: readonly Node[], side: 'start' | 'end'): Edge {
  const ordered = side === 'start' ? nodes : nodes.toReversed()
  for (const node of ordered) {
    const found = edgeOf(node, side)
    if (found !== 'nothing') return found
  }
  return 'nothing'
}

function edgeOf(node: Node, side: 'start' | 'end'): Edge {
  switch (node.type) {
    case 'text':
      if (node.text === '') return 'nothing'
      return (side === 'start' ? node.text.startsWith('\n') : node.text.endsWith('\n')) ? 'break' : 'text'
    case 'comment':
    case 'break':
    case 'continue':
      return 'nothing'
    case 'define':
      return node.blockPipe ? 'text' : 'nothing'
    case 'list':
      return edge(node.nodes, side)
    case 'action': {
      if (node.pipe.declare.length > 0) return 'nothing'
      const word = node.pipe.commands.at(-1)!.args[0]!
      if (word.type !== 'identifier') return 'text'
      if (word.name === 'fail') return 'nothing'
      return side === 'start' && word.name === 'nindent' ? 'break' : 'text'
    }
    case 'if':
    case 'with':
    case 'range': {
      const taken = edge(node.list.nodes, side)
      const other = node.elseList ? edge(node.elseList.nodes, side) : 'nothing'
      if (taken === 'text' || other === 'text') return 'text'
      return taken === 'break' && other === 'break' ? 'break' : 'nothing'
    }
    case 'template':
      return 'text'
  }
}

function hasJump(list: ListNode): boolean {
  return list.nodes.some((node) => {
    if (node.type === 'break' || node.type === 'continue') return true
    // The jumps of a range inside are its own; those of its else are not.
    if (node.type === 'range') return node.elseList !== undefined && hasJump(node.elseList)
    if (node.type === 'if' || node.type === 'with')
      return hasJump(node.list) || (node.elseList !== undefined && hasJump(node.elseList))
    return node.type === 'list' && hasJump(node)
  })
}
