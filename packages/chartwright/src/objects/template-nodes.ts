import type {
  BranchFields,
  IfNode,
  ListNode,
  Node,
  PipeNode,
  RangeNode,
  WithNode,
} from '../template/index.ts'

export type Branch = IfNode | RangeNode | WithNode

/** The templates that a node names: `template "x"`, `include "x"`. */
export function includedBy(node: Node): string[] {
  if (node.type === 'template') return [node.name]
  if (node.type !== 'action') return []
  const names: string[] = []
  const visit = (pipe: PipeNode) => {
    for (const { args } of pipe.commands) {
      const [first, second] = args
      if (first?.type === 'identifier' && first.name === 'include' && second?.type === 'string')
        names.push(second.text)
      for (const arg of args) if (arg.type === 'pipe') visit(arg)
    }
  }
  visit(node.pipe)
  return names
}

/** All nodes below a list, definitions too, in the order of the text. */
export function* nodesBelow(list: ListNode): Generator<Node> {
  for (const node of list.nodes) {
    yield node
    if (isBranch(node)) {
      yield* nodesBelow(node.list)
      const { elseList }: BranchFields = node
      if (elseList) yield* nodesBelow(elseList)
    } else if (node.type === 'define' || node.type === 'list')
      yield* nodesBelow(node.type === 'list' ? node : node.list)
  }
}

export function isBranch(node: Node): node is Branch {
  return node.type === 'if' || node.type === 'range' || node.type === 'with'
}
