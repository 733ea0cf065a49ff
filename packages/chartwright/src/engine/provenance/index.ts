/**
 * Where each line of a render comes from: the template's place and the values keys that shaped it. A render is
 * followed by closures that the compiler of templates puts around its own (execute/tracing.ts), so that a render
 * that nobody follows runs the plain ones. Keys flow with values: maps and lists are known by identity, scalars
 * by the expression they came through, branches by the stretch of text they decided about.
 */
export { Provenance } from './provenance.ts'
export type { Decision, Gap, KeyRead, OutputLine, SourcePlace } from './lines.ts'
