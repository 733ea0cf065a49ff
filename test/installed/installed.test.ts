import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { helmBinary, runHelm } from '../support/oracles.ts'
import { nodeBinary, nodeVersions, npm, packPackage } from './nodes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-installed-'))
let tarball = ''

beforeAll(() => {
  tarball = packPackage(home)
})

afterAll(() => {
  fs.rmSync(home, { recursive: true, force: true })
})

describe.each(nodeVersions)('installed from the tarball, on Node %s', (version) => {
  const folder = path.join(home, version)
  let node = ''

  const run = (...args: string[]) => {
    const command = path.join(folder, 'node_modules/chartwright/bin/chartwright.cjs')
    return spawnSync(node, [command, ...args], { cwd: folder, encoding: 'utf8' })
  }

  beforeAll(() => {
    node = nodeBinary(version)
    fs.mkdirSync(folder)
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    npm(['install', '--no-audit', '--no-fund', tarball], { cwd: folder, node })
  })

  it('runs on that Node and says its version', () => {
    expect(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()).toBe(`v${version}`)
    const printed = run('version')
    expect(printed).toMatchObject({ status: 0, stderr: '' })
  })

  it('brings few packages, and none runs a script when it is installed', () => {
    const lock = JSON.parse(
      fs.readFileSync(path.join(folder, 'node_modules/.package-lock.json'), 'utf8'),
    ) as { packages: Record<string, { hasInstallScript?: boolean }> }
    expect(Object.keys(lock.packages).sort()).toEqual([
      'node_modules/@swc/wasm-typescript',
      'node_modules/chartwright',
    ])
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript)).toEqual([])
  })

  it('builds a first platform, and renders it as Helm does', () => {
    const [, example] = /```ts\n(.*?)```/s.exec(fs.readFileSync(path.join(root, 'README.md'), 'utf8'))!
    fs.writeFileSync(path.join(folder, 'chart.ts'), example!)
    expect(run('build', '.', '--out', 'chart')).toMatchObject({ status: 0, stderr: '' })
    const helm = runHelm(helmBinary('4'), ['template', 'first', path.join(folder, 'chart')])
    expect(helm.exitCode).toBe(0)
    expect(run('template', 'first', 'chart', '--helm-version', '4.1')).toEqual(
      expect.objectContaining({ status: 0, stderr: '', stdout: helm.stdout }),
    )
  })

  it('is a library too', () => {
    const script = `
      import { values } from 'chartwright'
      import { renderChart } from 'chartwright/engine'
      import plugin from 'chartwright/eslint'
      console.log(typeof values, typeof renderChart, Object.keys(plugin.rules))`
    fs.writeFileSync(path.join(folder, 'use.mjs'), script)
    const used = spawnSync(node, ['use.mjs'], { cwd: folder, encoding: 'utf8' })
    expect(used.stderr).toBe('')
    expect(used.stdout).toBe("function function [ 'no-expression-as-value' ]\n")
  })
})
