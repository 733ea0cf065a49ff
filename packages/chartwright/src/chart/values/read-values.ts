import type { Code } from '../../diagnostics/index.ts'
import { type GoMap, newMap } from '../../go/index.ts'
import { YamlError, intoMap, parseYaml, parseYamlDocuments } from '../../yaml/index.ts'
import { refusal } from '../helm-error.ts'
import type { HelmVersion } from '../helm-version.ts'
import { mergeMaps } from './merge-maps.ts'

export interface ReadValuesOptions {
  /** For messages. */
  file: string
  version: HelmVersion
  code: Code
}

/**
 * Reads a values file: Helm 3 its first document, Helm 4 all of them merged. null when there is nothing in it.
 * Throws HelmError with Helm's text; the caller puts its own prefix before it.
 */
export function readValues(text: string, { file, version, code }: ReadValuesOptions): GoMap | null {
  try {
    if (!version.mergesValueDocuments) return parseYaml(text, { into: intoMap }).value as GoMap | null
    if (version.losesLastLine) text = withoutLostLine(text)
    // Its reader ends every line, the last too: a block scalar there keeps a newline.
    if (text !== '' && !text.endsWith('\n')) text += '\n'
    if (!/^---/m.test(text)) return (parseYaml(text, { into: intoMap }).value as GoMap | null) ?? newMap()
    let values = newMap()
    for (const { value } of parseYamlDocuments(text, { into: intoMap }))
      if (value !== null) values = mergeMaps(values, value as GoMap)
    return values
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    const prefix = !version.mergesValueDocuments
      ? ''
      : error.message.startsWith('invalid Yaml document separator')
        ? 'error reading yaml document: '
        : 'cannot unmarshal yaml document: '
    const { line = 1, column = 1 } = error
    const wrongType = /cannot unmarshal (\w+) into Go value of type map/.exec(error.message)?.[1]
    throw refusal(code, prefix + error.message, {
      message: wrongType
        ? `values must be a map of names to values, not ${wrongType === 'array' ? 'a list' : `a ${wrongType}`}`
        : `${file} is not valid YAML: ${error.message.replace(/^error converting YAML to JSON: (yaml: )?(line \d+: )?/, '')}`,
      span: { file, line, column },
      hint: wrongType ? 'write "name: value" lines' : 'check indentation and quotes around this line',
    })
  }
}

/** Kubernetes' LineReader drops an unterminated last line that fills its buffer of 4096 bytes exactly. */
function withoutLostLine(text: string): string {
  if (text === '' || text.endsWith('\n')) return text
  const start = text.lastIndexOf('\n') + 1
  const bytes = new TextEncoder().encode(text.slice(start)).length
  return bytes % 4096 === 0 ? text.slice(0, start) : text
}
