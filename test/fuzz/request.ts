/**
 * One question to Helm's Go packages and to ours. Strings hold stray bytes as `src/go` does, as lone surrogates
 * U+DC80–U+DCFF; test/oracle/wire.go reads and writes the same.
 */
export interface Request {
  /**
   * render: every template of a chart, by path. template: what `helm template` prints. values: `.Values` of a
   * chart. set: one text of the --set family on top of values. schema: values against a schema. yaml, toYaml:
   * reading and printing. lint: what `helm lint` prints and logs.
   */
  op: 'render' | 'template' | 'values' | 'set' | 'schema' | 'yaml' | 'toYaml' | 'lint'
  /** A chart's files by name. */
  files?: Record<string, string>
  /** The user's values, as JSON. */
  values?: string
  text?: string
  /** set: the flag without its dashes. yaml: any, map, list, strict or values. toYaml: plain or pretty. lint: flags. */
  kind?: string
}

/** What came of it, in JSON; `panic` when Go's own code gave up. */
export interface Answer {
  out?: unknown
  error?: string
  panic?: boolean
}
