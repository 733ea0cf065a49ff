import type { GoValue } from '../go/index.ts'
import { YamlError, parseYaml, parseYamlEntries } from '../yaml/index.ts'

export { YamlError }

/** The first document of a file that is decoded into a struct: Chart.yaml and its like. Throws YamlError with Go's text. */
export function readYamlForStruct(text: string): GoValue {
  return parseYaml(text, { exactNumbers: true }).value
}

/**
 * The first document of a manifest, of which nothing is looked at but what `readHead` reads. Throws YamlError with
 * Go's text, and for infinities and NaN wherever they are.
 */
export function readYamlHead(text: string): GoValue {
  return parseYamlEntries(text, headEntry).value
}

// As Go's JSON decoder takes names: in any case.
const headEntry = /(?:apiVersion|kind|metadata):/iy
