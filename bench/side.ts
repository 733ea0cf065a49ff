import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import path from 'node:path'
import readline from 'node:readline'
import esbuild from 'esbuild'
import { root } from '../test/support/repository.ts'
import type { Answer, Request } from './protocol.ts'

/** One of the two engines, in a process of its own that lives as long as the benchmark. */
export class Side {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>

  constructor(program: string, args: string[]) {
    this.#process = spawn(program, args, { env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined } })
    this.#process.stderr.pipe(process.stderr)
    this.#lines = readline.createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]()
  }

  async ask(request: Request): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`)
    const line = await this.#lines.next()
    if (line.done) throw new Error('the process has ended')
    const answer = JSON.parse(line.value) as Answer
    if (answer.error) throw new Error(`${request.op} ${request.path ?? ''}: ${answer.error}`)
    return answer
  }

  close(): void {
    this.#process.stdin.end()
  }
}

/** Our engine as it ships: bundled. */
export function ourSide(temporary: string): Side {
  const bundle = path.join(temporary, 'engine-process.mjs')
  esbuild.buildSync({
    entryPoints: [path.join(root, 'bench/engine-process.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  return new Side(process.execPath, [bundle])
}

/** Helm's engine, built with Go; undefined where there is no Go. Building takes a minute the first time. */
export function helmSide(): Side | undefined {
  const folder = path.join(root, 'bench/go')
  const program = path.join(root, 'node_modules/.cache/chartwright/yardstick')
  const build = spawnSync('go', ['build', '-o', program, '.'], { cwd: folder, encoding: 'utf8' })
  if (build.status !== 0) {
    console.error(`no comparison in process, because bench/go does not build: ${build.stderr || 'no Go'}`)
    return undefined
  }
  return new Side(program, [])
}
