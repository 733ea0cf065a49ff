import { isMerge, keyIdentity } from './map-key.ts'
import type { Node } from './node.ts'
import type { Resolved } from './resolve.ts'
import { scalarValue } from './scalar.ts'

/** An entry of the map that a mapping decodes to. */
export interface MapEntry {
  readonly key: Resolved
  readonly keyNode: Node
  readonly value: Node
}

/**
 * The entries of the map a mapping decodes to, merged ones among them. Of equal keys the last one counts, but a
 * strict decoder keeps the first. Every key must be a scalar or an alias of one.
 */
export function mapEntries(
  mapping: Node,
  strict: boolean,
  entries = new Map<string, MapEntry>(),
): Map<string, MapEntry> {
  for (let i = 0; i < mapping.children.length; i += 2) {
    const keyNode = mapping.children[i]!
    const value = mapping.children[i + 1]!
    if (isMerge(keyNode)) {
      const sources = value.kind === 'sequence' ? [...value.children].reverse() : [value]
      for (const source of sources) mapEntries(source.target ?? source, strict, entries)
      continue
    }
    const key = scalarValue(keyNode.target ?? keyNode)
    const identity = keyIdentity(key)
    if (!strict || !entries.has(identity)) entries.set(identity, { key, keyNode, value })
  }
  return entries
}

/**
 * The first entry of a decoded document whose key JSON cannot have: null, or an integer beyond int64. One that
 * a later equal key has replaced, itself or a map around it, is gone and does not count.
 */
export function findBadKey(root: Node, strict: boolean): MapEntry | undefined {
  // In the order of the text, which is the likeliest of Go's orders.
  const waiting: (Node | MapEntry)[] = [root]
  const seen = new Set<Node>()
  while (waiting.length > 0) {
    const next = waiting.pop()!
    if ('keyNode' in next) {
      if (next.key.type === 'null' || (next.key.type === 'int' && next.key.unsigned)) return next
      waiting.push(next.value)
      continue
    }
    const node = next.target ?? next
    if (node.kind === 'scalar' || seen.has(node)) continue
    seen.add(node)
    const parts = node.kind === 'sequence' ? node.children : [...mapEntries(node, strict).values()]
    for (let i = parts.length - 1; i >= 0; i--) waiting.push(parts[i]!)
  }
  return undefined
}
