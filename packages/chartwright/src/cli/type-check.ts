import childProcess from 'node:child_process'
import fs from 'node:fs'
import nodeModule from 'node:module'
import os from 'node:os'
import path from 'node:path'
import type { Diagnostic } from '../diagnostics/index.ts'

/**
 * Runs the user's own TypeScript over a platform's file and gives its findings in our form. The compiler is
 * the one that the platform's folder would import, with the options of the tsconfig.json nearest above it.
 */
export function typeCheck(platformFile: string): Diagnostic[] {
  const folder = path.dirname(path.resolve(platformFile))
  const compiler = findCompiler(folder)
  if (!compiler) {
    return [
      {
        code: 'type-check',
        severity: 'error',
        message: `no TypeScript was found from ${path.dirname(platformFile)}`,
        hint: 'install it: npm install --save-dev typescript',
      },
    ]
  }
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-check-'))
  try {
    const project = path.join(temporary, 'tsconfig.json')
    fs.writeFileSync(project, JSON.stringify(projectFor(path.resolve(platformFile))))
    const run = childProcess.spawnSync(process.execPath, [compiler, '-p', project, '--pretty', 'false'], {
      encoding: 'utf8',
      cwd: process.cwd(),
    })
    if (run.error) throw run.error
    return readFindings(`${run.stdout}${run.stderr}`, run.status ?? 1)
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}

function findCompiler(folder: string): string | undefined {
  try {
    const manifest = nodeModule
      .createRequire(path.join(folder, 'chart.ts'))
      .resolve('typescript/package.json')
    return path.join(path.dirname(manifest), 'bin/tsc')
  } catch {
    return undefined
  }
}

/** Options for one file: the user's, or without a tsconfig.json those that fit a file which Node strips and runs. */
function projectFor(file: string): object {
  const parents = ancestors(path.dirname(file))
  const nearest = parents
    .map((folder) => path.join(folder, 'tsconfig.json'))
    .find((name) => fs.existsSync(name))
  const own = {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  }
  // The project stands in a temporary folder, so the types that would be found beside it are named.
  const typeRoots = parents
    .map((folder) => path.join(folder, 'node_modules/@types'))
    .filter((name) => fs.existsSync(name))
  return {
    ...(nearest && { extends: nearest }),
    compilerOptions: { ...(!nearest && own), noEmit: true, typeRoots },
    files: [file],
    include: [],
  }
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}

/** Reads lines such as `chart.ts(3,7): error TS2322: Type …`, each followed by indented detail. */
function readFindings(output: string, exitCode: number): Diagnostic[] {
  const findings: Diagnostic[] = []
  for (const line of output.split(/\r?\n/)) {
    const found = /^(?:(.+?)\((\d+),(\d+)\): )?(error|warning) (TS\d+): (.*)$/.exec(line)
    if (found) {
      const [, file, row, column, , number, message] = found
      findings.push({
        code: 'type-check',
        severity: 'error',
        message: `${message} (${number})`,
        ...(file && { span: { file: shortest(file), line: Number(row), column: Number(column) } }),
      })
    } else if (/^\s+\S/.test(line) && findings.length > 0) {
      const last = findings[findings.length - 1]
      last.notes = [...(last.notes ?? []), { message: line.trim() }]
    }
  }
  if (findings.length === 0 && exitCode !== 0) throw new Error(`tsc failed:\n${output}`)
  return findings
}

/** Relative to where the command runs, unless that is longer. */
function shortest(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file))
  return relative.startsWith('..') ? path.resolve(file) : relative
}
