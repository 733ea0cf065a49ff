/**
 * Go's text/template syntax: text to tree and back, with Go's error texts. The engine executes the trees.
 * Stands on `go` for strings and numbers and on `diagnostics` only.
 */
export * from './node.ts'
export { builtinFunctions } from './builtins.ts'
export { lineAndColumn, TemplateSyntaxError, templateSyntaxDiagnostic, type UnclosedBlock } from './errors.ts'
export { goLocation } from './location.ts'
export { nodeText, type AnyNode } from './node-text.ts'
export { parseTemplate } from './parse.ts'
export type { FunctionNames, ParseOptions } from './parse-options.ts'
export { printTemplate } from './print.ts'
export { sharedPipeOf, type SharedPipe, type SharedPipes } from './shared-pipe.ts'
export { isEmptyTree, templatesOf } from './trees.ts'
