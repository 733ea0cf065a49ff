import type { SharedPipes } from './shared-pipe.ts'

/** What tells which words are functions: a Set or a Map with the names as keys. */
export interface FunctionNames {
  has(name: string): boolean
}

export interface ParseOptions {
  /** The functions besides Go's own (`and`, `printf` …); undefined skips the check. */
  functions: FunctionNames | undefined
  /** Keep comments in the tree, as CommentNode. */
  comments?: boolean
  /** As Go before 1.24: what messages say of lines leaves out those within comments. */
  uncountedComments?: boolean
  /** Pipelines of other texts, parsed with the same functions: those with the same words share one tree. */
  pipes?: SharedPipes
}
