import type { Chart } from '../../../chart/index.ts'
import type { Diagnostic } from '../../../diagnostics/index.ts'
import { fieldFindings } from './object-fields.ts'
import { renderedObjects } from './rendered-objects.ts'
import { keysTwice, objectsTwice } from './twice.ts'
import { valueUses } from './value-uses.ts'

/**
 * What we find beyond Helm's rules: only what is certainly wrong or without any effect. Helm's verdict does not
 * hang on it, and it stands on standard error.
 *
 * @param rendered what the chart renders with the values given; undefined when it could not be rendered
 */
export function ownFindings(chart: Chart, rendered: ReadonlyMap<string, string> | undefined): Diagnostic[] {
  const objects = rendered ? renderedObjects(rendered) : []
  return [
    ...keysTwice(chart),
    ...valueUses(chart),
    ...objectsTwice(objects),
    ...objects.flatMap(fieldFindings),
  ]
}
