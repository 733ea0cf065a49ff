import { isMerge } from './map-key.ts'
import type { Mark } from './mark.ts'
import type { Node } from './node.ts'
import { plainKey } from './scalar.ts'

/** Where something stands. Counted from 1, columns in UTF-16 units; the end is behind the last character. */
export interface Position {
  line: number
  column: number
  endLine: number
  endColumn: number
}

export type Path = readonly (string | number)[]

/**
 * Where the keys and values of a document stand. A path is looked up by walking the document as it was written,
 * through aliases and merge keys, so that nothing is built for paths nobody asks for.
 */
export class Positions {
  private readonly root: Node | undefined
  constructor(root: Node | undefined) {
    this.root = root
  }

  /** Where the value at a path stands, or undefined if there is none. */
  value(path: Path): Position | undefined {
    const node = this.find(path)?.value
    return node && positionOf(node)
  }

  /** Where the key that a path ends in stands; for an item of a list, its value. */
  key(path: Path): Position | undefined {
    const found = this.find(path)
    return found && positionOf(found.key ?? found.value)
  }

  /** As value, but for a path that is not there: the nearest that is. */
  nearest(path: Path): Position | undefined {
    for (let length = path.length; length > 0; length--) {
      const found = this.key(path.slice(0, length))
      if (found) return found
    }
    return this.root && positionOf(this.root)
  }

  private find(path: Path): { key: Node | undefined; value: Node } | undefined {
    if (!this.root) return undefined
    let found: { key: Node | undefined; value: Node } | undefined = { key: undefined, value: this.root }
    for (const step of path) {
      const node: Node = found.value.target ?? found.value
      if (node.kind === 'sequence') {
        const item = node.children[Number(step)]
        found = item && { key: undefined, value: item }
      } else found = node.kind === 'mapping' ? entry(node, String(step), 0) : undefined
      if (!found) return undefined
    }
    return found
  }
}

/** The entry that counts: the last one written, merged ones included. */
function entry(node: Node, name: string, depth: number): { key: Node; value: Node } | undefined {
  if (depth > 100) return undefined
  for (let i = node.children.length - 2; i >= 0; i -= 2) {
    const key = node.children[i]!
    const value = node.children[i + 1]!
    if (!isMerge(key)) {
      if (plainKey(key) === name) return { key, value }
      continue
    }
    for (const source of value.kind === 'sequence' ? value.children : [value]) {
      const mapping = source.target ?? source
      const found = mapping.kind === 'mapping' ? entry(mapping, name, depth + 1) : undefined
      if (found) return found
    }
  }
  return undefined
}

function positionOf(node: Node): Position {
  return {
    line: node.start.line + 1,
    column: columnOf(node.start),
    endLine: node.end.line + 1,
    endColumn: columnOf(node.end),
  }
}

function columnOf(mark: Mark): number {
  return mark.offset - mark.lineStart + 1
}
