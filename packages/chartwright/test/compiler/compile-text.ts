import { compile, type EmittedChart } from '../../src/compiler/index.ts'
import { DiagnosticError, type Diagnostic } from '../../src/diagnostics/index.ts'
import {
  chart,
  values,
  type ChartMeta,
  type Declarations,
  type Described,
  type Faces,
  type Release,
} from '../../src/author/index.ts'

/** Compiles a small description; throws what it reports. */
export function compiled<const D extends Declarations>(
  declared: D,
  describe: ($: Faces<D>, release: Release) => readonly Described[],
  meta: Partial<ChartMeta> = {},
): EmittedChart {
  const result = compile(app(declared, describe, meta))
  if (!result.ok) throw new DiagnosticError(result.diagnostics)
  return result.value
}

/** What a description reports, whether while it is made or when it is checked. */
export function reported<const D extends Declarations>(
  declared: D,
  describe: ($: Faces<D>, release: Release) => readonly Described[],
  meta: Partial<ChartMeta> = {},
): Diagnostic[] {
  try {
    return compile(app(declared, describe, meta)).diagnostics
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics
    throw error
  }
}

/** The codes and messages of it. */
export function said<const D extends Declarations>(
  declared: D,
  describe: ($: Faces<D>, release: Release) => readonly Described[],
): [string, string][] {
  return reported(declared, describe).map(({ code, message }) => [code, message])
}

function app<const D extends Declarations>(
  declared: D,
  describe: ($: Faces<D>, release: Release) => readonly Described[],
  meta: Partial<ChartMeta>,
) {
  return chart(
    { name: 'shop', version: '1.0.0', description: 'A shop', kubernetes: '1.25', ...meta },
    values(declared),
    describe,
  )
}
