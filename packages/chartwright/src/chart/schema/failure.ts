import type { Json } from './node.ts'

/** What a schema found wrong, by keyword, with what its message needs. */
export type FailureKind =
  | { keyword: 'group' | 'reference' | 'false' | 'not' | 'allOf' | 'anyOf' | 'contains' }
  | { keyword: 'cycle'; url: string; first: string; second: string }
  | { keyword: 'type'; got: string; want: string[] }
  | { keyword: 'enum'; want: Json[]; schema: string }
  | { keyword: 'const'; want: Json; schema: string }
  | { keyword: 'format'; got: unknown; want: string; problem: string }
  | { keyword: 'oneOf'; matched: [number, number] | undefined }
  | { keyword: Counted; got: number; want: number }
  | { keyword: 'additionalItems'; count: number }
  | { keyword: 'required'; missing: string[] }
  | { keyword: 'dependency'; property: string; missing: string[] }
  | { keyword: 'additionalProperties'; properties: string[]; known: string[] }
  | { keyword: 'propertyNames'; property: string }
  | { keyword: 'uniqueItems'; first: number; second: number }
  | { keyword: 'minContains' | 'maxContains'; got: number[]; want: number }
  | { keyword: 'pattern'; got: string; want: string }
  | { keyword: Bound; got: number; want: number }

export type Counted = 'minProperties' | 'maxProperties' | 'minItems' | 'maxItems' | 'minLength' | 'maxLength'
export type Bound = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'multipleOf'

/** One thing wrong at one place, with the things below it that made it wrong. */
export interface Failure {
  path: string[]
  kind: FailureKind
  causes: Failure[]
}
