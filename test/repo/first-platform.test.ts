import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { helmBinaries, helmVersionOf, runHelm } from '../support/oracles.ts'
import { installPackedPackage } from '../support/packed-package.ts'
import { root } from '../support/repository.ts'

// Outside of the repository, so that nothing of ours is found by accident.
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'first-platform-'))
const tools = ['eslint', 'typescript', 'typescript-eslint']
const hello = path.join(home, 'hello')
let command: string

beforeAll(() => {
  command = installPackedPackage(home, tools)
  chartwright(home, 'init', 'hello')
  // What `npm install` would do in the new folder.
  fs.symlinkSync(path.join(home, 'node_modules'), path.join(hello, 'node_modules'))
})
afterAll(() => fs.rmSync(home, { recursive: true, force: true }))

function chartwright(cwd: string, ...args: string[]): string {
  return execFileSync(process.execPath, [command, ...args], { cwd, encoding: 'utf8', env: environment() })
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, CHARTWRIGHT_CODE_CACHE: 'off' }
}

/** One of the folder's own scripts, with the tools of its node_modules in the path as npm puts them. */
function script(name: string) {
  const { scripts } = manifest()
  const bin = path.join(home, 'bin')
  fs.mkdirSync(bin, { recursive: true })
  const shims = {
    chartwright: command,
    tsc: path.join(home, 'node_modules/typescript/bin/tsc'),
    eslint: path.join(home, 'node_modules/eslint/bin/eslint.js'),
  }
  for (const [tool, file] of Object.entries(shims))
    fs.writeFileSync(path.join(bin, tool), `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`, {
      mode: 0o755,
    })
  return spawnSync('sh', ['-c', scripts[name]!], {
    cwd: hello,
    encoding: 'utf8',
    env: { ...environment(), PATH: `${bin}:${process.env.PATH}` },
  })
}

function manifest(): { scripts: Record<string, string>; devDependencies: Record<string, string> } {
  return JSON.parse(fs.readFileSync(path.join(hello, 'package.json'), 'utf8')) as ReturnType<typeof manifest>
}

test('a first platform passes its own scripts: type-checked build, types, lint', () => {
  for (const name of ['build', 'types', 'lint']) {
    const { status, stdout, stderr } = script(name)
    expect({ name, status, stderr, stdout: status === 0 ? '' : stdout }).toEqual({
      name,
      status: 0,
      stderr: '',
      stdout: '',
    })
  }
  expect(fs.existsSync(path.join(hello, 'charts/hello/Chart.yaml'))).toBe(true)
})

test('every Helm renders the first chart to our bytes and finds nothing to say of it', () => {
  const arguments_ = ['template', 'hello', 'charts/hello']
  for (const helm of helmBinaries()) {
    const ours = chartwright(hello, ...arguments_, '--helm-version', helmVersionOf(helm))
    expect(ours).toContain('kind: Deployment')
    expect(runHelm(helm, arguments_, { cwd: hello }).stdout).toBe(ours)
    const lint = runHelm(helm, ['lint', '--strict', '--quiet', 'charts/hello'], { cwd: hello })
    expect({ exitCode: lint.exitCode, said: lint.stdout + lint.stderr }).toEqual({ exitCode: 0, said: '' })
  }
})

test('the ESLint rule is on: an expression used as a value is found', () => {
  const file = path.join(hello, 'chart.ts')
  const text = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, text.replace('GREETING: $.web.greeting', 'GREETING: `${$.web.greeting}!`'))
  const { status, stdout } = script('lint')
  fs.writeFileSync(file, text)
  expect(status).toBe(1)
  expect(stdout).toContain('chartwright/no-expression-as-value')
})

test('it asks for the tools that it was tested with', () => {
  const wanted = manifest().devDependencies
  const ours = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  for (const tool of tools) {
    const parts = (text: string) => text.replace(/^[~^]/, '').split('.').map(Number)
    const [[major, minor], [wantedMajor, wantedMinor]] = [ours.devDependencies[tool], wanted[tool]].map(
      (text) => parts(text!),
    )
    expect(`${tool} ${major}`).toBe(`${tool} ${wantedMajor}`)
    expect(minor).toBeGreaterThanOrEqual(wantedMinor!)
    if (wanted[tool]!.startsWith('~')) expect(minor).toBe(wantedMinor)
  }
})
