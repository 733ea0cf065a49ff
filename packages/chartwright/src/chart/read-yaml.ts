import type { GoValue } from '../go/index.ts'
import { YamlError, parseYaml, parseYamlEntries } from '../yaml/index.ts'

export { YamlError }

/** The first document of a text. Throws YamlError with Go's text. */
export function readYaml(text: string): GoValue {
  return parseYaml(text).value
}

/** The same for a manifest, of which nothing is looked at but what `readHead` reads. Throws YamlError likewise. */
export function readYamlHead(text: string): GoValue {
  return parseYamlEntries(text, headEntry).value
}

// As Go's JSON decoder takes names: in any case.
const headEntry = /(?:apiVersion|kind|metadata):/iy
