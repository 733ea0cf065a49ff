/** A value of JSON: what a default or an example holds. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * The type of a value that an operator may set. It becomes its JSON Schema, decides how templates print it,
 * and names what a mistake was expected to be.
 */
export type Type =
  | StringType
  /** `orZero`: 0 is accepted beside the range, for "none". */
  | { t: 'int'; min?: number; max?: number; orZero?: true }
  | { t: 'number'; min?: number; max?: number }
  | { t: 'bool' }
  | { t: 'list'; of: Type }
  | { t: 'map'; of: Type; keys?: StringType }
  | GroupType
  | { t: 'user'; what: UserShape }

export interface StringType {
  t: 'string'
  pattern?: string
  enum?: readonly string[]
  minLength?: number
  maxLength?: number
  /**
   * What every accepted text may stand beside in YAML: `bare` without quotes (DNS names, paths), `quoted`
   * inside double quotes as it is (no quote, backslash or control character). Otherwise it is escaped.
   */
  safe?: 'bare' | 'quoted'
  /** Booleans are accepted too and read as text: what YAML makes of an unquoted label value `true`. */
  orBoolean?: true
}

export interface GroupType {
  t: 'group'
  fields: Record<string, Field>
}

/** A Kubernetes fragment that only the operator writes; templates pass it through whole. */
export interface UserShape {
  /** Kubernetes' name of it: `resources`, `nodeSelector`, `tolerations`. */
  name: string
  schema: { [key: string]: Json }
}

export interface Field {
  type: Type
  default: Json
  /** An entry of a list or map must have it; elsewhere every field has its default. */
  required?: true
  doc?: string
  /** The value that chooses a profile. */
  profiles?: true
  /** Its default depends on the profile that the value of this name chooses. */
  byProfile?: { value: string; defaults: Readonly<Record<string, Json>> }
  /** Templates say it where an entry of a map lacks it, so it may be a map or a list there, too. */
  knownToTemplates?: true
  /** Shown in the README's table instead of the default. */
  defaultDoc?: string
}
