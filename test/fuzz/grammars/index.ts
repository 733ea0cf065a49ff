import type { Grammar } from '../grammar.ts'
import { functions } from './functions.ts'
import { schema } from './schema.ts'
import { set } from './set.ts'
import { template } from './template.ts'
import { print, yaml } from './yaml.ts'

/** Every grammar, in the order of the report. */
export const grammars: readonly Grammar[] = [template, ...functions, yaml, print, set, schema]
