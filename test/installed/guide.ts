import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Snippet } from '../support/snippets.ts'

/** What a page of the guide makes its reader do, in order. */
export type Step =
  { line: number; write: string; text: string } | { line: number; run: string; expected: string[] }

/**
 * The steps of a page: a block whose first line is a comment with a path is a file to write, and a `console`
 * block holds commands behind `$ ` with what they print below. `sh` blocks need a cluster and are not steps.
 */
export function stepsOf(snippets: readonly Snippet[]): Step[] {
  return snippets.flatMap(({ language, line, text }): Step[] => {
    if (language === 'console') return commandsOf(text, line)
    const file = /^(?:\/\/|#) (\S+\.(?:ts|ya?ml))\n/.exec(text)
    return file ? [{ line, write: file[1]!, text }] : []
  })
}

function commandsOf(text: string, line: number): Step[] {
  const steps: { line: number; run: string; expected: string[] }[] = []
  for (const [index, row] of text.trimEnd().split('\n').entries()) {
    if (row.startsWith('$ ')) steps.push({ line: line + 1 + index, run: row.slice(2), expected: [] })
    else steps.at(-1)!.expected.push(row)
  }
  return steps
}

/** A shell that stays in its folder from step to step. */
export class Reader {
  #folder: string
  readonly #env: NodeJS.ProcessEnv

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder
    this.#env = env
  }

  /** What a command prints, both streams as a terminal shows them. */
  run(command: string): string {
    const cd = /^cd (\S+)$/.exec(command)
    if (cd) {
      this.#folder = path.join(this.#folder, cd[1]!)
      return ''
    }
    const shell = spawnSync('sh', ['-c', `exec 2>&1; ${command}`], {
      cwd: this.#folder,
      env: this.#env,
      encoding: 'utf8',
    })
    return shell.stdout
  }

  write(file: string, text: string): void {
    const target = path.join(this.#folder, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, text)
  }

  edit(file: string, change: (text: string) => string): void {
    const target = path.join(this.#folder, file)
    fs.writeFileSync(target, change(fs.readFileSync(target, 'utf8')))
  }
}

/** A pattern for what a page shows: `…` stands for the rest of a line, and alone in a line for any lines. */
export function patternOf(expected: readonly string[]): RegExp {
  const lines = expected.map((row) =>
    row === '…' ? '(?:.*\\n)*?' : `${row.split('…').map(escape).join('.*')}[^\\S\\n]*\\n`,
  )
  return new RegExp(`^${lines.join('')}$`)
}

const escape = (text: string) => text.trimEnd() && text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
