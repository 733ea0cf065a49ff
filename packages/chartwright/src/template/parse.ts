import type { SyntaxTree } from './node.ts'
import { ListParser } from './parse-list.ts'
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
  /** Pipelines of other texts, parsed with the same functions: those with the same words share one tree. */
  pipes?: SharedPipes
}

/**
 * Parses a file of templates as Go's text/template does. Throws a TemplateSyntaxError with Go's message.
 *
 * @example parseTemplate('a.yaml', '{{ .Values.x }}', { functions: undefined }).root.nodes[0].type // 'action'
 */
export function parseTemplate(name: string, text: string, options: ParseOptions): SyntaxTree {
  return new ListParser(name, text, options).parse()
}
