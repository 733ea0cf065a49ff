import type { GoMap } from '../../go/index.ts'
import { quote } from '../../go/quote.ts'
import { schemaUrl } from './addresses.ts'
import { compileSchema } from './compile.ts'
import type { Failure } from './failure.ts'
import { failureLines } from './failure-text.ts'
import { readSchemaJson, schemaLiterals } from './json.ts'
import { metaschemaOf } from './metaschemas.ts'
import type { Json, Node } from './node.ts'
import { SchemaError } from './schema-error.ts'
import { isPlainSchema } from './plain-schema.ts'
import { isPlainlyValid } from './plainly-valid.ts'
import { failuresOf, isValid, type ValidateOptions } from './validate.ts'

/** A schema as Helm 3.18.5 and later read it. */
export interface Santhosh {
  /** Whether the values surely meet it, found without compiling it; see isPlainlyValid. */
  isPlainlyMet: (values: GoMap) => boolean
  /** Throws SchemaError with the library's text. */
  compile: (options?: ValidateOptions) => CompiledSchema
}

export interface CompiledSchema {
  isValid: (values: GoMap, options?: ValidateOptions) => boolean
  failures: (values: GoMap, options: ValidateOptions) => Failure[]
  text: (failures: readonly Failure[]) => string
}

/** Reads values.schema.json for santhosh-tekuri/jsonschema v6. Throws SchemaError with its text. */
export function santhoshSchema(text: string, onUrn?: (urn: string) => void): Santhosh {
  const json = readSchemaJson(text, 'santhosh')
  let compiled: CompiledSchema | undefined
  return {
    isPlainlyMet: (values) => !compiled && isPlainlyValid(json, text, values),
    compile(options = {}) {
      if (!compiled) {
        const node = compileWhole(json, options, onUrn)
        compiled = {
          isValid: (values, options) => isValid(node, values, options),
          failures: (values, options) => failuresOf(node, values, options),
          text: (failures) => failureLines(failures, schemaLiterals(text)).join('\n'),
        }
      }
      return compiled
    },
  }
}

function compileWhole(json: Json, options: ValidateOptions, onUrn?: (urn: string) => void): Node {
  const check = (part: Json, pointer: string, draft: number) => {
    if (!isPlainSchema(part, draft)) checkAgainstMetaschema(part, `${schemaUrl}#${pointer}`, draft, options)
  }
  return compileSchema(json, schemaUrl, { check, ...(onUrn ? { onUrn } : {}) })
}

const metaschemas = new Map<number, { url: string; node: Node }>()

const urls: Record<number, string> = {
  4: 'http://json-schema.org/draft-04/schema',
  6: 'http://json-schema.org/draft-06/schema',
  7: 'http://json-schema.org/draft-07/schema',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
}

function metaschemaNode(draft: number): { url: string; node: Node } {
  let found = metaschemas.get(draft)
  if (!found) {
    const url = urls[draft]!
    found = { url, node: compileSchema(metaschemaOf(url)!, url, { assertFormats: true }) }
    metaschemas.set(draft, found)
  }
  return found
}

function checkAgainstMetaschema(
  schema: Json,
  location: string,
  draft: number,
  options: ValidateOptions,
): void {
  const { url, node } = metaschemaNode(draft)
  const failures = failuresOf(node, schema, options)
  if (failures.length === 0) return
  const lines = failureLines(failures, () => '').join('\n')
  throw new SchemaError(
    `${quote(location)} is not valid against metaschema: jsonschema validation failed with '${url}#'\n${lines}`,
    deepest(failures),
  )
}

/** Where the mistake is: the longest place any failure names. */
function deepest(failures: readonly Failure[]): string {
  let longest: string[] = []
  const visit = (failure: Failure) => {
    if (failure.path.length >= longest.length) longest = failure.path
    failure.causes.forEach(visit)
  }
  failures.forEach(visit)
  return longest.map((part) => `/${part}`).join('')
}
