import type { Grammar } from '../grammar.ts'
import { charts, chartValues, manifests, metadata } from './charts.ts'
import { functions } from './functions.ts'
import { lint } from './lint.ts'
import { schema } from './schema.ts'
import { set } from './set.ts'
import { syntax } from './syntax.ts'
import { times } from './times.ts'
import { toml } from './toml.ts'
import { template } from './template.ts'
import { print, yaml } from './yaml.ts'

/** Every grammar, in the order of the report. */
export const grammars: readonly Grammar[] = [
  template,
  syntax,
  ...functions,
  times,
  toml,
  yaml,
  print,
  set,
  schema,
  chartValues,
  charts,
  manifests,
  metadata,
  lint,
]
