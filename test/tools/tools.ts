import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../support/repository.ts'

/** What is asked of Go's module proxy, and where in the module the program lies. */
const modules = {
  kind: 'sigs.k8s.io/kind@v0.33.0',
  helmfile: 'github.com/helmfile/helmfile@v1.8.0',
  coredns: 'github.com/coredns/coredns@v1.15.0',
}

export type Tool = keyof typeof modules | 'compose'

/** The path of a program that is built with Go where it is not yet. */
export function tool(name: Tool): string {
  const version = name === 'compose' ? 'here' : modules[name].split('@')[1]!
  const program = path.join(root, 'node_modules/.cache/chartwright/tools', `${name}-${version}`)
  if (fs.existsSync(program)) return program
  fs.mkdirSync(path.dirname(program), { recursive: true })
  const build = (source: string) => go(['build', '-trimpath', '-o', program, '.'], source)
  if (name === 'compose') build(path.join(import.meta.dirname, 'compose'))
  else withSource(modules[name], build)
  return program
}

/** A module's own go.mod decides what it is built with, which `go install` does not heed where it replaces others. */
function withSource(module: string, build: (folder: string) => void): void {
  const { Dir } = JSON.parse(go(['mod', 'download', '-json', module], import.meta.dirname)) as { Dir: string }
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-tool-'))
  try {
    fs.cpSync(Dir, copy, { recursive: true })
    // Go's module cache is read-only.
    for (const file of fs.readdirSync(copy, { recursive: true, encoding: 'utf8' }))
      fs.chmodSync(path.join(copy, file), 0o755)
    build(copy)
  } finally {
    fs.rmSync(copy, { recursive: true, force: true })
  }
}

function go(args: string[], cwd: string): string {
  return execFileSync('go', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  })
}
