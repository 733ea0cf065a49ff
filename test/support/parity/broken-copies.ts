import fs from 'node:fs'
import path from 'node:path'
import type { Random } from './random.ts'

/** More files than this, and a copy costs more than it tells. */
const mostFiles = 400

/** A copy of a chart in the scratch folder with one of its files damaged; undefined when there is nothing to damage. */
export function brokenCopy(chart: string, random: Random, scratch: string): string | undefined {
  const files = filesBelow(chart)
  if (files.length > mostFiles) return undefined
  const wanted = random.pick([
    'template',
    'template',
    'template',
    'values',
    'metadata',
    'dependency',
  ] as const)
  const candidates = files.filter((file) => kindOf(file) === wanted)
  if (candidates.length === 0) return undefined
  const victim = random.pick(candidates)
  const before = fs.readFileSync(path.join(chart, victim), 'utf8')
  const after = wanted === 'dependency' ? undefined : damagedText(before, wanted, random)
  if (after === before) return undefined
  const folder = path.join(scratch, `broken-${random.below(2 ** 32).toString(16)}`, path.basename(chart))
  fs.rmSync(folder, { recursive: true, force: true })
  for (const file of files) {
    const to = path.join(folder, file)
    fs.mkdirSync(path.dirname(to), { recursive: true })
    // What is not damaged is the same file: a copy of a large chart costs nothing.
    if (file !== victim) fs.linkSync(path.join(chart, file), to)
    else if (after !== undefined) fs.writeFileSync(to, after)
  }
  return folder
}

function kindOf(file: string): 'template' | 'values' | 'metadata' | 'dependency' | undefined {
  if (/^templates\/.*\.(ya?ml|tpl|txt)$/.test(file)) return 'template'
  if (file === 'values.yaml' || file === 'values.schema.json') return 'values'
  if (/^(Chart|requirements)\.yaml$/.test(file)) return 'metadata'
  if (/^charts\/.*(Chart\.yaml|\.tgz)$/.test(file)) return 'dependency'
  return undefined
}

function damagedText(text: string, kind: 'template' | 'values' | 'metadata', random: Random): string {
  return kind === 'template' ? damagedTemplate(text, random) : damagedYaml(text, random)
}

/** A slip of the hand in one action, or in one line when there is none. */
function damagedTemplate(text: string, random: Random): string {
  const actions = [...text.matchAll(/\{\{.*?\}\}/gs)]
  if (actions.length === 0) return damagedYaml(text, random)
  const { index, 0: action } = random.pick(actions)
  const put = (other: string) => text.slice(0, index) + other + text.slice(index + action.length)
  const place = random.below(action.length - 4) + 2
  return random.pick([
    () => put(''),
    () => put(action.slice(0, -1)),
    () => put(action.slice(1)),
    () => put(action.slice(0, place) + action.slice(place + 1)),
    () =>
      put(
        `${action.slice(0, place)}${random.pick(['(', ')', '"', '|', '.', ' ', '$', ',', '%'])}${action.slice(place)}`,
      ),
    () => put(action.replace(/\.Values\.(\w+)/, '.Values.$1.nothing.here')),
    () => put(action.replace(/\b[a-z]\w+\b/, 'notAFunction')),
    () => put(action.replace(/"([^"]*)"/, '"$1x"')),
    () =>
      put(
        action.replace(/\b(?:if|with|range|end|else|define|include)\b/, (word) =>
          word === 'end' ? 'else' : 'end',
        ),
      ),
    () => put(action.replace(/\.Values\b/, '.values')),
    () => put(`${action}\n  \tx: [`),
    () => text.slice(0, index),
  ])()
}

/** A slip of the hand in one line of YAML or JSON. */
function damagedYaml(text: string, random: Random): string {
  const lines = text.split('\n')
  const told = lines.flatMap((line, at) => (/^\s*[^#\s]/.test(line) ? [at] : []))
  if (told.length === 0) return text
  const at = random.pick(told)
  const line = lines[at]
  lines[at] = random.pick([
    () => `# ${line}`,
    () => ` ${line}`,
    () => `\t${line}`,
    () => line.replace(':', ''),
    () => line.replace(/:.*/, ':'),
    () => line.replace(/:.*/, ': [1, 2]'),
    () => line.replace(/:.*/, ': {a: b}'),
    () => line.replace(/:.*/, ': 17'),
    () => line.replace(/:.*/, ': null'),
    () => `${line} "`,
    () => `${line}: x`,
    () => `${line}\n${line}`,
    () => `${line} {`,
    () => line.replace(/["']/, ''),
    () => `- ${line.trim()}`,
    () => line.replace(/(\w+):/, '$1x:'),
  ])()
  return lines.join('\n')
}

function filesBelow(folder: string, above = ''): string[] {
  return fs
    .readdirSync(path.join(folder, above), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.join(above, entry.name)
      if (entry.isDirectory()) return filesBelow(folder, name)
      return entry.isFile() ? [name] : []
    })
    .sort()
}
