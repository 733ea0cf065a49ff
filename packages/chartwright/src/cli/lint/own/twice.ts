import type { Chart } from '../../../chart/index.ts'
import type { Diagnostic } from '../../../diagnostics/index.ts'
import { YamlError, parseYaml } from '../../../yaml/index.ts'
import type { RenderedObject } from './rendered-objects.ts'

/** Keys that values.yaml gives twice: the first value is lost without a word. */
export function keysTwice({ valuesFile, origin }: Chart): Diagnostic[] {
  if (!valuesFile) return []
  try {
    parseYaml(valuesFile.text, { strict: true })
    return []
  } catch (error) {
    if (!(error instanceof YamlError)) throw error
    return [...error.message.matchAll(/^ {2}line (\d+): key (.*) already set in map$/gm)].map(
      ([, line, key]) => ({
        code: 'lint-key-twice',
        severity: 'warning',
        message: `the key ${key} is given twice in one map; what the first one says is lost`,
        span: { file: `${origin}/values.yaml`, line: Number(line), column: 1 },
        hint: 'keep one of them, or merge what is below them',
      }),
    )
  }
}

/** Objects of one kind and name: the second cannot be installed beside the first. */
export function objectsTwice(objects: readonly RenderedObject[]): Diagnostic[] {
  const seen = new Map<string, RenderedObject>()
  const findings: Diagnostic[] = []
  for (const object of objects) {
    const { apiVersion, kind, name, namespace } = object
    // Hooks come one after the other, and may replace one another.
    if (name === '' || object.isHook || kind === 'List') continue
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : ''
    const key = [group, kind, namespace, name].join('\n')
    const first = seen.get(key)
    if (!first) {
      seen.set(key, object)
      continue
    }
    const where = first.path === object.path ? `${object.path}, twice` : `${first.path} and ${object.path}`
    findings.push({
      code: 'lint-object-twice',
      severity: 'warning',
      message: `${kind} ${name} is rendered by ${where}: an install fails, for it exists already`,
      hint: 'give one of them another name, or render only one',
    })
  }
  return findings
}
