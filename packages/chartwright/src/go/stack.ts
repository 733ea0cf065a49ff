/**
 * Whether an error is the end of JavaScript's stack, which is no answer to what was asked: more of it is left to
 * whoever has a larger one. A regular expression that V8 compiles there says so as a SyntaxError.
 */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && error.message.endsWith('Maximum call stack size exceeded')
}
