import type { Mark } from './mark.ts'

export type NodeKind = 'scalar' | 'sequence' | 'mapping' | 'alias'

/** A node of a document: what the composer builds and the decoder reads. */
export interface Node {
  readonly kind: NodeKind
  /** Resolved to its long form; empty without a tag. */
  readonly tag: string
  /** A scalar's text, an alias's name. */
  readonly value: string
  /** Plain, so that its text decides its type. */
  readonly implicit: boolean
  /** Items, or keys and values in turn. */
  readonly children: Node[]
  /** What an alias stands for. */
  readonly target: Node | undefined
  readonly start: Mark
  end: Mark
}
