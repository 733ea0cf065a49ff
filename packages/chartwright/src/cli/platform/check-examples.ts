import path from 'node:path'
import {
  ChartFile,
  HelmError,
  coalesceValues,
  loadFiles,
  noLog,
  resolveHelmVersion,
  validateValues,
} from '../../chart/index.ts'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { isMap } from '../../go/index.ts'
import type { FileSystem } from '../../io/index.ts'
import { YamlError, parseYaml } from '../../yaml/index.ts'

/** Holds every example against the schema of the chart it is for, and the chart's own defaults too. */
export function checkExamples(
  made: ReadonlyMap<string, string>,
  folder: string,
  files: FileSystem,
): Diagnostic[] {
  const encoder = new TextEncoder()
  const chart = loadFiles(
    files,
    [...made].map(([file, text]) => new ChartFile(file, encoder.encode(text))),
  )
  const version = resolveHelmVersion()!
  const problems: Diagnostic[] = []
  for (const [file, text] of made) {
    if (!file.startsWith('examples/')) continue
    const shown = path.join(folder, path.basename(file))
    try {
      const given = parseYaml(text).value
      if (!isMap(given)) throw new YamlError('an example is a map of values')
      validateValues(chart, coalesceValues(chart, given, { version, log: noLog, merge: false }), {
        version,
        sources: [{ file: shown, text }],
      })
    } catch (error) {
      if (error instanceof YamlError) problems.push(invalid(error.message, shown, error.line, error.column))
      else if (error instanceof HelmError) problems.push(...diagnosticsOf(error, shown))
      else throw error
    }
  }
  return problems
}

function diagnosticsOf(error: HelmError, file: string): Diagnostic[] {
  if (error.diagnostics.length > 0) return error.diagnostics
  return [invalid(error.message, file)]
}

function invalid(message: string, file: string, line = 1, column = 1): Diagnostic {
  return { code: 'example-invalid', severity: 'error', message, span: { file, line, column } }
}
