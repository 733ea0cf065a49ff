import type { SecretPart } from '../../author/index.ts'
import { camel } from './context.ts'

/** The helper that names a Secret, the chart's own or the operator's. */
export function secretHelper(part: SecretPart): string {
  return `${camel(part.name)}SecretName`
}
