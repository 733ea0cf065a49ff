/**
 * What differs between two renders of a chart, or of two charts: objects matched as Kubernetes and people match
 * them, fields by their paths, and the causes that provenance gives. Printing is the command's.
 */
export { diffRenders, groupByCause, type DiffOptions } from './diff-renders.ts'
export { isSecretKey } from './secrets.ts'
export type { Cause, CauseGroup, Difference, FieldChange, ObjectChange, RandomField } from './types.ts'
