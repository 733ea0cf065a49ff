import type { Diagnostic } from '../../diagnostics/index.ts'
import type { Result } from '../../diagnostics/index.ts'
import { failed, succeeded } from '../../diagnostics/index.ts'

/**
 * Blanks the types of a TypeScript file, so that every line and column stays where it was.
 *
 * Reports `platform-syntax` for what does not parse, or cannot be blanked (enums, parameter properties).
 */
export async function stripTypes(file: string, text: string): Promise<Result<string>> {
  // @swc/wasm-typescript: no install script, no platform binaries; loaded only when a platform is built.
  const { transformSync } = await import('@swc/wasm-typescript')
  try {
    const { code } = transformSync(text, {
      mode: 'strip-only',
      filename: file,
      module: true,
      sourceMap: false,
    })
    return succeeded(code)
  } catch (error) {
    return failed([syntaxProblem(file, text, error)])
  }
}

/** swc throws `{ message, snippet, startLine, startColumn … }` or text with a frame `[file:line:column]`. */
function syntaxProblem(file: string, text: string, error: unknown): Diagnostic {
  const shown = error as { message?: unknown; startLine?: number; startColumn?: number }
  const message = typeof shown?.message === 'string' ? shown.message : String(error)
  const framed = /\[[^\]]*:(\d+):(\d+)\]/.exec(String(error))
  const line = shown?.startLine ?? Number(framed?.[1] ?? 1)
  const column = shown?.startColumn !== undefined ? shown.startColumn + 1 : Number(framed?.[2] ?? 1)
  const sentence = message
    .split('\n')
    .map((part) => part.replace(/^[\s×x,·╭╰─|]+/, '').trim())
    .find((part) => part !== '')
  return {
    code: 'platform-syntax',
    severity: 'error',
    message: sentence ?? 'this does not parse as TypeScript',
    span: { file, line: Math.min(line, text.split('\n').length), column },
  }
}
