/**
 * From a field of a rendered object to the lines of templates that made it and the values keys that they read,
 * and from a values key back to all that it moves. Printing is the command's.
 */
export {
  explainMissingField,
  explainMissingObject,
  questionAt,
  subchartsTurnedOff,
  type SkippedBranch,
} from './explain-absent.ts'
export { explainField, type FieldExplanation, type MadeBy } from './explain-field.ts'
export {
  explainValue,
  type DecidedBranch,
  type KeyExplanation,
  type MovedField,
  type MovedObject,
} from './explain-key.ts'
export { findField, nextName, pathsIn, type Field, type MissingField } from './field-selector.ts'
export { findObjects, meantObjects, readObjectName, type ObjectName } from './object-selector.ts'
export { includedOn } from './skipped-text.ts'
export { TemplateSources } from './source.ts'
export { explainKey, type ExplainedKey, type ValueLayer, type ValueOrigin } from './value-origin.ts'
