import fs from 'node:fs'
import path from 'node:path'
import { parse, type Node } from 'acorn'
import { buildPlatform } from '../../packages/chartwright/src/cli/platform/build-platform.ts'
import { filesBelow } from '../../packages/chartwright/src/cli/platform/replace-folder.ts'
import { stripTypes } from '../../packages/chartwright/src/cli/platform/strip-types.ts'
import { DiagnosticError } from '../../packages/chartwright/src/diagnostics/index.ts'
import { nodeFileSystem } from '../../packages/chartwright/src/io/node.ts'
import { root } from '../../test/support/repository.ts'

/** A part of a chart.ts that goes: a property or list item with its comma, or a literal that another replaces. */
export interface Removal {
  start: number
  end: number
  instead?: string
  /** Where it begins, counted from one. */
  line: number
  text: string
}

/** What becomes of a chart.ts without a part: no chart, the same chart, or another one in a folder. */
export type Rebuilt = 'compiler' | 'crashed' | 'nothing' | { chart: string }

/** The parts that can be taken from a platform's chart.ts, and the chart without one of them. */
export async function platformRemovals(name: string) {
  const platform = path.join(root, 'platforms', name)
  const text = fs.readFileSync(path.join(platform, 'chart.ts'), 'utf8')
  const work = fs.mkdtempSync(path.join(root, 'node_modules/.cache/removals-'))
  const source = path.join(work, 'platform')
  fs.cpSync(platform, source, { recursive: true, filter: (file) => !file.includes(`${path.sep}test`) })
  const original = new Map(filesBelow(nodeFileSystem, path.join(root, 'charts', name)))
  const out = path.join(work, 'chart')
  const tree = await parsed(text)
  return {
    removals: removable(text, tree),
    /** Literals changed, for what only an argument says. */
    changes: changeable(text, tree),
    async rebuilt({ start, end, instead = '' }: Removal): Promise<Rebuilt> {
      fs.writeFileSync(path.join(source, 'chart.ts'), text.slice(0, start) + instead + text.slice(end))
      fs.rmSync(out, { recursive: true, force: true })
      let built: Awaited<ReturnType<typeof buildPlatform>>
      try {
        built = await buildPlatform({ platform: source, out, files: nodeFileSystem })
      } catch (error) {
        // The command tells these as it tells those that are returned.
        return error instanceof DiagnosticError ? 'compiler' : 'crashed'
      }
      if (!built.ok) return 'compiler'
      const now = filesBelow(nodeFileSystem, out)
      const same = [...now].every(
        ([file, data]) => Buffer.compare(data, original.get(file) ?? Buffer.alloc(0)) === 0,
      )
      return same && now.size === original.size ? 'nothing' : { chart: out }
    },
    close: () => fs.rmSync(work, { recursive: true }),
  }
}

type Tree = Node & Record<string, unknown>

/** Types are blanked before chart.ts is parsed, so offsets stay. */
async function parsed(code: string): Promise<Tree> {
  const stripped = await stripTypes('chart.ts', code)
  if (!stripped.ok) throw new Error('chart.ts has more than types to strip')
  return parse(stripped.value, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Tree
}

function partOf(code: string, start: number, end: number): Removal {
  const line = code.slice(0, start).split('\n').length
  return { start, end, line, text: code.slice(start, end).replace(/\s+/g, ' ') }
}

function visit(node: Tree, each: (node: Tree) => void): void {
  each(node)
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof (child as Node | undefined)?.type === 'string') visit(child as Tree, each)
}

function removable(code: string, tree: Tree): Removal[] {
  const found: Removal[] = []
  visit(tree, (node) => {
    const parts =
      node.type === 'ObjectExpression'
        ? node.properties
        : node.type === 'ArrayExpression'
          ? node.elements
          : []
    for (const { start, end } of parts as Node[])
      found.push(partOf(code, start, end + (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0)))
  })
  return found
}

/** Numbers one more, texts a letter longer, true for false. */
function changeable(code: string, tree: Tree): Removal[] {
  const found: Removal[] = []
  visit(tree, ({ type, start, end, value }) => {
    if (type !== 'Literal') return
    const instead =
      typeof value === 'number'
        ? String(value + 1)
        : typeof value === 'boolean'
          ? String(!value)
          : typeof value === 'string'
            ? `${code.slice(start, end - 1)}q${code[end - 1]}`
            : undefined
    if (instead !== undefined) found.push({ ...partOf(code, start, end), instead })
  })
  return found
}
