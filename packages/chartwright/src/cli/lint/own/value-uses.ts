import { isLibrary, type Chart } from '../../../chart/index.ts'
import { suggest, type Diagnostic } from '../../../diagnostics/index.ts'
import { isMap, type GoMap } from '../../../go/index.ts'
import { parseYamlWithPositions, type Positions } from '../../../yaml/index.ts'

/**
 * Keys of values.yaml that no template can read, and keys that templates read under a slightly other name. Read
 * off the texts: what one set of values leaves out counts as read. A chart that hands `.Values` on as a whole, or
 * whose dependencies are not at hand, may read anything, so nothing is said.
 */
export function valueUses(chart: Chart): Diagnostic[] {
  const { valuesFile, values } = chart
  if (!valuesFile || !values || isLibrary(chart) || chart.templates.length === 0 || isOpaque(chart)) return []
  const text = templatesOf(chart).join('\n')
  const isRead = (key: string) =>
    mentions(text, key) || chart.raw.some((file) => file.text.includes(`Values.${key}`))
  const positions = positionsOf(valuesFile.text)
  if (!positions) return []
  const file = `${chart.origin}/values.yaml`
  const others = reserved(chart)
  const unread = Object.keys(values).filter(
    (key) => !others.has(key) && !isRead(key) && !holdsAnchor(valuesFile.text, key),
  )
  const own = chart.templates.map(({ text: one }) => one).join('\n')
  const misspelt = misspellings(own, values, isRead)
  const meant = new Set(misspelt.map(({ known }) => known.join('.')))
  return [
    ...misspelt.map(({ read, known }): Diagnostic => ({
      code: 'lint-value-misspelt',
      severity: 'warning',
      message: `templates read .Values.${read.join('.')}, which values.yaml does not have; nothing reads its ${known.join('.')}`,
      span: { file, ...positions.key(known)! },
      hint: 'give both the same name',
    })),
    ...unread
      .filter((key) => !meant.has(key))
      .map((key): Diagnostic => ({
        code: 'lint-value-unread',
        severity: 'warning',
        message: `no template reads ${key}: setting it changes nothing`,
        span: { file, ...positions.key([key])! },
        hint: 'remove it, or read it in a template',
      })),
  ]
}

function positionsOf(text: string): Positions | undefined {
  // Helm 4 merges several documents; their keys stand in more than one.
  if (/^---/m.test(text.replace(/^(?:\s*#.*\n|\s*\n)*---/, ''))) return undefined
  try {
    return parseYamlWithPositions(text).positions
  } catch {
    return undefined
  }
}

/** Whether values may be read that no text names. */
function isOpaque(chart: Chart): boolean {
  const held = new Set(chart.dependencies.map(({ metadata }) => metadata.name))
  if (chart.metadata.dependencies?.some(({ name }) => !held.has(name))) return true
  return templatesOf(chart).some((text) =>
    /\.Values(?!\.?\w)(?!\s+"[\w.-]+")|["`]Values["`]|\.AsMap\b/.test(text),
  )
}

/** The templates of a chart and of all it depends on: a library chart is given the chart's own dot. */
function templatesOf(chart: Chart): string[] {
  return [...chart.templates.map((file) => file.text), ...chart.dependencies.flatMap(templatesOf)]
}

/** Keys that Helm itself reads, and the subcharts' tables. */
function reserved({ metadata, dependencies }: Chart): Set<string> {
  const keys = new Set(['global', 'tags', 'exports'])
  for (const { name, alias, condition, importValues } of metadata.dependencies ?? []) {
    keys.add(alias === '' ? name : alias).add(name)
    for (const path of condition.split(',')) keys.add(path.trim().split('.')[0]!)
    for (const found of JSON.stringify(importValues ?? []).matchAll(/[\w-]+/g)) keys.add(found[0])
  }
  for (const child of dependencies) keys.add(child.metadata.name)
  return keys
}

/** A key that only holds what others refer to. */
function holdsAnchor(text: string, key: string): boolean {
  return new RegExp(`^["']?${escaped(key)}["']?\\s*:\\s*&`, 'm').test(text)
}

function mentions(text: string, key: string): boolean {
  return new RegExp(`(?<![\\w-])${escaped(key)}(?![\\w-])`).test(text)
}

function escaped(key: string): string {
  return key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Paths in templates whose last known step lacks the next key and has a near one that nothing reads. */
function misspellings(
  text: string,
  values: GoMap,
  isRead: (key: string) => boolean,
): { read: string[]; known: string[] }[] {
  const found = new Map<string, { read: string[]; known: string[] }>()
  for (const [, path] of text.matchAll(/\.Values\.([A-Za-z_][\w.]*\w)/g)) {
    const keys = path!.split('.')
    let at = values
    for (const [depth, key] of keys.entries()) {
      if (!Object.hasOwn(at, key)) {
        const near = suggest(
          key,
          Object.keys(at).filter((one) => !isRead(one)),
        )
        if (near !== undefined && near.length > 3) {
          const known = [...keys.slice(0, depth), near]
          found.set(known.join('.'), { read: keys.slice(0, depth + 1), known })
        }
        break
      }
      const below = at[key]
      if (!isMap(below)) break
      at = below
    }
  }
  return [...found.values()]
}
