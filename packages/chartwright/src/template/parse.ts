import type { SyntaxTree } from './node.ts'
import { ListParser } from './parse-list.ts'
import type { ParseOptions } from './parse-options.ts'

/**
 * Parses a file of templates as Go's text/template does. Throws a TemplateSyntaxError with Go's message.
 *
 * @example parseTemplate('a.yaml', '{{ .Values.x }}', { functions: undefined }).root.nodes[0].type // 'action'
 */
export function parseTemplate(name: string, text: string, options: ParseOptions): SyntaxTree {
  return new ListParser(name, text, options).parse()
}
