import type { Grammar } from '../grammar.ts'
import { template } from './template.ts'

/** Every grammar, in the order of the report. */
export const grammars: readonly Grammar[] = [template]
