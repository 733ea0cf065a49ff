import { parse, type Node } from 'acorn'
import { check, place, type Edit, type Import, type ParsedModule } from './write-module.ts'

type AnyNode = Node & Record<string, unknown>

/**
 * Finds in a file without types the modules that it names, and what decides a branch (`if (x)`, `x && y`,
 * `x ? y : z`, `x === y`, `x ?? y`, `!x`): each is put into a call that refuses expressions, because no proxy can
 * notice being tested. And object literals, whose properties are told where they stand.
 */
export function parseModule(code: string): ParsedModule {
  const options = { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true } as const
  const imports: Import[] = []
  const before: Edit[] = []
  const behind: Edit[] = []
  const wrap = (part: unknown, operator: string) => {
    const { start, end } = part as Node
    before.push([start, `${check}(`])
    behind.push([end, `,${JSON.stringify(operator)})`])
  }
  const lines = lineStarts(code)
  walk(parse(code, options) as unknown as AnyNode, (node) => {
    visitTests(node, wrap)
    const properties = node.type === 'ObjectExpression' ? placesOf(node, lines) : ''
    if (properties !== '') {
      before.push([node.start, `${place}(`])
      behind.push([node.end, `,import.meta.url,${JSON.stringify(properties)})`])
    }
    const source = node.source as AnyNode | null | undefined
    const named = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']
    if (source?.type === 'Literal' && typeof source.value === 'string' && named.includes(node.type))
      imports.push({ specifier: source.value, start: source.start, end: source.end })
  })
  // At one place calls end before others begin, and the innermost, which is met last, ends first.
  const edits = [...behind.reverse(), ...before].sort(([a], [b]) => a - b)
  return { code, edits, imports: imports.sort((a, b) => a.start - b.start) }
}

function visitTests(node: AnyNode, wrap: (part: unknown, operator: string) => void): void {
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
}

/** `line:column name` for each property of an object literal that is not computed. */
function placesOf({ properties, start: from }: AnyNode, lines: readonly number[]): string {
  const found: string[] = []
  let at = lines.findLastIndex((lineStart) => lineStart <= (from as number))
  for (const { type, key, computed, start } of properties as AnyNode[]) {
    if (type !== 'Property' || computed) continue
    const { name, value } = key as { name?: string; value?: unknown }
    while (lines[at + 1]! <= start) at++
    found.push(`${at + 1}:${start - lines[at]! + 1} ${name ?? String(value)}`)
  }
  return found.join('\n')
}

function lineStarts(code: string): number[] {
  return [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

function walk(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node)
  for (const key in node) {
    const value = node[key]
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (const child of value) if (isNode(child)) walk(child, visit)
    } else if (isNode(value)) walk(value, visit)
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string'
}
