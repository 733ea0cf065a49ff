/**
 * YAML exactly as Helm's Go libraries read and write it: values files, manifests, `fromYaml`, `toYaml`.
 * Stands on `go` and `diagnostics`; chart, kubernetes, engine and compiler stand on it.
 */
export {
  intoList,
  intoMap,
  parseYaml,
  parseYamlDocuments,
  parseYamlEntries,
  parseYamlWithPositions,
  type ParseOptions,
} from './parse.ts'
export type { Path, Position, Positions } from './positions.ts'
export { toYaml } from './emit.ts'
export { toYamlPretty } from './emit-pretty.ts'
export { YamlError } from './error.ts'
