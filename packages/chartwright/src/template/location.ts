import { byteLength } from '../go/bytes.ts'
import { lineAndColumn } from './errors.ts'
import type { SyntaxTree } from './node.ts'

/**
 * Where a node stands, as text/template's errors write it: `name:line:column`. Lines count from 1 and columns
 * from 0, in bytes of UTF-8 (parse.Tree.ErrorContext).
 *
 * @example goLocation(tree, { pos: 3 }) // 'web/templates/a.yaml:1:3'
 */
export function goLocation(tree: Pick<SyntaxTree, 'name' | 'text'>, node: { pos: number }): string {
  const { line, column } = lineAndColumn(tree.text, node.pos)
  const bytes = byteLength(tree.text.slice(node.pos - column + 1, node.pos))
  return `${tree.name}:${line}:${bytes}`
}
