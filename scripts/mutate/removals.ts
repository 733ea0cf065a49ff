import fs from 'node:fs'
import path from 'node:path'
import { parse, type Node } from 'acorn'
import { buildPlatform } from '../../packages/chartwright/src/cli/platform/build-platform.ts'
import { filesBelow } from '../../packages/chartwright/src/cli/platform/replace-folder.ts'
import { stripTypes } from '../../packages/chartwright/src/cli/platform/strip-types.ts'
import { DiagnosticError } from '../../packages/chartwright/src/diagnostics/index.ts'
import { nodeFileSystem } from '../../packages/chartwright/src/io/node.ts'
import { root } from '../../test/support/repository.ts'

/** A property or list item of a chart.ts, with its comma. */
export interface Removal {
  start: number
  end: number
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
  return {
    removals: await removable(text),
    async rebuilt({ start, end }: Removal): Promise<Rebuilt> {
      fs.writeFileSync(path.join(source, 'chart.ts'), text.slice(0, start) + text.slice(end))
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

/** Types are blanked before chart.ts is parsed, so offsets stay. */
async function removable(code: string): Promise<Removal[]> {
  const stripped = await stripTypes('chart.ts', code)
  if (!stripped.ok) throw new Error('chart.ts has more than types to strip')
  const found: Removal[] = []
  const visit = (node: Node & Record<string, unknown>) => {
    const parts =
      node.type === 'ObjectExpression'
        ? node.properties
        : node.type === 'ArrayExpression'
          ? node.elements
          : []
    for (const { start, end: last } of parts as Node[]) {
      const end = last + (/^\s*,/.exec(code.slice(last))?.[0].length ?? 0)
      found.push({
        start,
        end,
        line: code.slice(0, start).split('\n').length,
        text: code.slice(start, end).replace(/\s+/g, ' '),
      })
    }
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof (child as Node | undefined)?.type === 'string')
          visit(child as Node & Record<string, unknown>)
  }
  visit(
    parse(stripped.value, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node &
      Record<string, unknown>,
  )
  return found
}
