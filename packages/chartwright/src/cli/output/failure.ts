import { HelmError, refusal } from '../../chart/index.ts'
import {
  DiagnosticError,
  diagnosticsToJson,
  hasErrors,
  printDiagnostics,
  type Diagnostic,
} from '../../diagnostics/index.ts'
import { fileErrorText } from '../../io/index.ts'
import type { CliIo } from '../cli-io.ts'

const reportAt = 'https://github.com/chartwright/chartwright/issues'

/** Prints what stopped a command: Helm's line first, then what we know about it. */
export function printFailure(thrown: unknown, io: CliIo): void {
  const error = fileRefusal(thrown) ?? thrown
  if (io.errorFormat === 'json' && error instanceof DiagnosticError) {
    io.stderr(
      `${diagnosticsToJson(error.diagnostics, error instanceof HelmError ? error.message : undefined)}\n`,
    )
  } else if (error instanceof HelmError) {
    io.stderr(`Error: ${error.message}\n`)
    // A diagnostic that only repeats the line above and points nowhere is left out.
    const telling = error.diagnostics.filter(
      (diagnostic) =>
        diagnostic.message !== error.message || diagnostic.span || diagnostic.hint || diagnostic.notes,
    )
    if (telling.length > 0) io.stderr(`\n${printForTerminal(telling, io)}\n`)
  } else if (error instanceof DiagnosticError) {
    printFindings(error.diagnostics, io)
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    io.stderr(
      `Error: internal error: ${stack}\n\nThis is a mistake of Chartwright's. Please report it: ${reportAt}\n`,
    )
  }
}

/** What the system answers when it is asked for a file is no mistake of ours. */
function fileRefusal(error: unknown): HelmError | undefined {
  const text = error instanceof DiagnosticError ? undefined : fileErrorText(error)
  if (text === undefined) return undefined
  const { code = '', path = 'a file' } = error as NodeJS.ErrnoException
  return refusal('file-refused', text, {
    message: `${path} cannot be written or read`,
    hint: ['ENOSPC', 'EDQUOT'].includes(code)
      ? 'make room, or choose another place'
      : 'choose another folder, or have its owner allow it',
  })
}

/** Prints diagnostics of a command that has no Helm counterpart, with a count of the errors at the end. */
export function printFindings(diagnostics: readonly Diagnostic[], io: CliIo): void {
  if (diagnostics.length === 0) return
  if (io.errorFormat === 'json') {
    io.stderr(`${diagnosticsToJson(diagnostics)}\n`)
    return
  }
  io.stderr(`${printForTerminal(diagnostics, io)}\n`)
  if (!hasErrors(diagnostics)) return
  const count = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
  io.stderr(`\nError: ${count} error${count === 1 ? '' : 's'}\n`)
}

export function printForTerminal(diagnostics: readonly Diagnostic[], io: CliIo): string {
  return printDiagnostics(diagnostics, { color: io.color, source: (file) => readText(io, file) })
}

function readText(io: CliIo, file: string): string | undefined {
  try {
    return new TextDecoder().decode(io.files.readFile(file))
  } catch {
    return undefined
  }
}
