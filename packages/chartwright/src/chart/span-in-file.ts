import type { Span } from '../diagnostics/index.ts'
import { parseYamlWithPositions } from '../yaml/index.ts'
import type { ChartFile } from './chart-file.ts'
import { YamlError } from './read-yaml.ts'

/** Where a path of a chart's YAML file stands, or what of it is there. */
export function spanOf(file: ChartFile | undefined, where: string, path: readonly string[]): Span {
  let found: Omit<Span, 'file'> | undefined
  try {
    const positions = file && parseYamlWithPositions(file.text).positions
    found = positions?.value(path) ?? positions?.nearest(path)
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
  }
  return { file: where, ...(found ?? { line: 1, column: 1 }) }
}
