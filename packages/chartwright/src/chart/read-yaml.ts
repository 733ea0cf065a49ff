import type { GoValue } from '../go/index.ts'
import { YamlError, parseYaml } from '../yaml/index.ts'

export { YamlError }

/** The first document of a text. Throws YamlError with Go's text. */
export function readYaml(text: string): GoValue {
  return parseYaml(text).value
}
