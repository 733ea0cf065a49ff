import { parse, type Node } from 'acorn'
import MagicString from 'magic-string'

/** Text that was put into a line of the loaded copy, to find back to the author's columns. */
export interface Insertion {
  line: number
  /** In the copy, from 1. */
  column: number
  length: number
}

export interface Import {
  specifier: string
  start: number
  end: number
}

interface Rewritten {
  code: string
  insertions: Insertion[]
}

type AnyNode = Node & Record<string, unknown>

/** A file without types: its text, its tree, and every module that it names. */
export interface ParsedModule {
  code: string
  tree: AnyNode
  imports: Import[]
}

export function parseModule(code: string): ParsedModule {
  const tree = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
  }) as unknown as AnyNode
  const imports: Import[] = []
  walk(tree, (node) => {
    const source = node.source as AnyNode | null | undefined
    const named = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']
    if (named.includes(node.type) && source?.type === 'Literal' && typeof source.value === 'string')
      imports.push({ specifier: source.value, start: source.start, end: source.end })
  })
  return { code, tree, imports }
}

/**
 * Wraps what decides a branch (`if (x)`, `x && y`, `x ? y : z`, `x === y`, `x ?? y`, `!x`) in a call that
 * refuses expressions: no proxy can notice being tested. Then puts other modules in place of imported ones.
 *
 * @param check the name of the function to call
 * @param head text for the beginning of the first line
 */
export function rewriteTests(
  { code, tree, imports }: ParsedModule,
  check: string,
  head: string,
  modules: ReadonlyMap<string, string>,
): Rewritten {
  const magic = new MagicString(code)
  const wrap = (node: unknown, operator: string) => {
    const { start, end } = node as Node
    magic.appendRight(start, `${check}(`)
    magic.prependLeft(end, `,${JSON.stringify(operator)})`)
  }
  walk(tree, (node) => {
    switch (node.type) {
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return wrap(node.test, 'if')
      case 'ForStatement':
        return node.test ? wrap(node.test, 'if') : undefined
      case 'ConditionalExpression':
        return wrap(node.test, '?:')
      case 'LogicalExpression':
        return wrap(node.left, node.operator as string)
      case 'UnaryExpression':
        return node.operator === '!' ? wrap(node.argument, '!') : undefined
      case 'BinaryExpression':
        if (!['===', '!==', '==', '!='].includes(node.operator as string)) return undefined
        wrap(node.left, node.operator as string)
        return wrap(node.right, node.operator as string)
      case 'SwitchStatement':
        return wrap(node.discriminant, 'if')
    }
  })
  for (const { specifier, start, end } of imports) {
    const instead = modules.get(specifier)
    if (instead !== undefined) magic.overwrite(start, end, JSON.stringify(instead))
  }
  magic.prepend(head)
  const rewritten = magic.toString()
  return { code: rewritten, insertions: insertionsOf(code, rewritten, check, head) }
}

/** A column of the copy as the author's column. */
export function authorColumn(insertions: readonly Insertion[], line: number, column: number): number {
  let shift = 0
  for (const inserted of insertions)
    if (inserted.line === line && inserted.column < column)
      shift += Math.min(inserted.length, column - inserted.column)
  return column - shift
}

function walk(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node)
  for (const value of Object.values(node)) {
    const children = Array.isArray(value) ? value : [value]
    for (const child of children)
      if (typeof child === 'object' && child !== null && typeof (child as AnyNode).type === 'string')
        walk(child as AnyNode, visit)
  }
}

/** What was inserted, found by reading both texts side by side: nothing was removed but imported names. */
function insertionsOf(before: string, after: string, check: string, head: string): Insertion[] {
  const insertions: Insertion[] = []
  const beforeLines = before.split('\n')
  after.split('\n').forEach((text, index) => {
    const original = beforeLines[index] ?? ''
    let at = 0
    for (let column = 0; column < text.length;) {
      const rest = text.slice(column)
      const tail = /^,"(?:if|\?:|&&|\|\||\?\?|!|[!=]==?)"\)/.exec(rest)?.[0]
      const inserted =
        index === 0 && column === 0 && rest.startsWith(head)
          ? head
          : rest.startsWith(`${check}(`)
            ? `${check}(`
            : tail
      if (inserted && inserted !== '' && !original.startsWith(inserted, at)) {
        insertions.push({ line: index + 1, column: column + 1, length: inserted.length })
        column += inserted.length
      } else {
        column++
        at++
      }
    }
  })
  return insertions
}
