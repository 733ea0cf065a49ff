/**
 * Rendered charts as Kubernetes objects: which there are, their fields and how lists of named things are
 * matched, and the lines and values keys behind each field. `diff` and `explain` stand on it; it stands on the
 * engine, of which it asks renders with provenance.
 */
export { differs, keyPath, printKey, valueAtKey } from './key.ts'
export { commonItems, keyedBy, matchLists, selectorOf, type ListMatch } from './list-match.ts'
export { decisionsOfFile, linesOfField, type FieldLines } from './field-lines.ts'
export { labelOf, nameOf, readObjects, type RenderedObject } from './object.ts'
export { printPath, type FieldPath, type Step } from './path.ts'
export { repeatableHost } from './repeatable-host.ts'
export { includedBy, isBranch, nodesBelow, type Branch } from './template-nodes.ts'
export { traceRender, type TracedRender, type TraceOptions } from './trace-render.ts'
