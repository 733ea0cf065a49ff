import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import * as runner from '@vitest/runner'
import { build, type Plugin } from 'esbuild'
import { root } from '../../test/support/repository.ts'
import { expect } from './expect.ts'

/** A test that failed, or a file whose tests could not be collected. */
export interface Failure {
  file: string
  test: string
  message: string
}

export interface TestBench {
  /** Runs the files in turn and stops at the first failure. */
  run(files?: readonly string[]): Promise<{ tests: number; failure?: Failure }>
  /** Runs the tests that somebody wants, by their full names, and says of each whether it failed. */
  runAll(isWanted: (name: string) => boolean): Promise<Map<string, 'passed' | 'failed'>>
}

/**
 * Vitest's own runner and assertions without its processes: test files are bundled once and evaluated anew for
 * every run, while all that they import from elsewhere (the engine, Kubernetes' schemas) stays loaded.
 */
export async function testBench(files: readonly string[]): Promise<TestBench> {
  const modules = new Map<string, unknown>([['vitest', { ...runner, expect }]])
  const bundles = new Map<string, (require: (name: string) => unknown) => void>()
  for (const file of files) {
    const outside = new Set<string>()
    const { outputFiles } = await build({
      entryPoints: [path.join(root, file)],
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'node',
      conditions: ['chartwright-source'],
      plugins: [keepOutside(outside)],
    })
    for (const name of outside) {
      if (modules.has(name)) continue
      modules.set(name, await import(path.isAbsolute(name) ? pathToFileURL(name).href : name))
    }
    const evaluate = new Function('require', 'module', 'exports', outputFiles[0]!.text) as (
      ...args: unknown[]
    ) => void
    bundles.set(file, (require) => evaluate(require, { exports: {} }, {}))
  }
  const require = (name: string) => {
    if (!modules.has(name)) throw new Error(`${name} was not bundled`)
    return modules.get(name)
  }
  const known = new Map(files.map((file) => [path.join(root, file), file]))
  const load = (filepath: string) => bundles.get(known.get(filepath)!)!(require)
  return {
    async run(chosen = files) {
      let tests = 0
      for (const file of chosen) {
        const state = { failed: false }
        const [ran] = await runner.startTests([path.join(root, file)], vitestRunner(load, state))
        const all = testsOf(ran!)
        tests += all.filter(({ result }) => result !== undefined).length
        const failed = [ran!, ...all].find(({ result }) => result?.state === 'fail' && result.errors?.length)
        if (failed) {
          const message = failed.result!.errors![0]!.message.split('\n')[0]!
          return { tests, failure: { file, test: failed === ran ? '(collecting)' : failed.name, message } }
        }
      }
      return { tests }
    },
    async runAll(isWanted) {
      const results = new Map<string, 'passed' | 'failed'>()
      for (const file of files) {
        const every = vitestRunner(load, { failed: false })
        every.onBeforeRunTask = (test) => {
          if (!isWanted(nameOf(test))) test.mode = 'skip'
        }
        every.onAfterRunTask = () => undefined
        const [ran] = await runner.startTests([path.join(root, file)], every)
        for (const test of testsOf(ran!))
          if (test.result?.state === 'pass' || test.result?.state === 'fail')
            results.set(nameOf(test), test.result.state === 'pass' ? 'passed' : 'failed')
      }
      return results
    },
  }
}

/** As reports print it: the names of the suites around a test, and its own. */
function nameOf(test: runner.Test): string {
  const names = [test.name]
  for (let suite = test.suite; suite; suite = suite.suite) names.unshift(suite.name)
  return names.filter(Boolean).join(' ')
}

/** Everything but the tests' own folders is loaded once and shared by all runs. */
function keepOutside(outside: Set<string>): Plugin {
  const own = /^(platforms\/[^/]+\/test|test\/repo)\//
  return {
    name: 'keep-outside',
    setup(bundling) {
      bundling.onResolve({ filter: /.*/ }, ({ path: name, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined
        const external = name.startsWith('.') ? path.resolve(resolveDir, name) : name
        if (name.startsWith('.') && own.test(path.relative(root, external))) return undefined
        outside.add(external)
        return { path: external, external: true }
      })
      bundling.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
        loader: 'ts',
        contents: fs
          .readFileSync(file, 'utf8')
          .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
      }))
    },
  }
}

function testsOf(suite: runner.Suite): runner.Test[] {
  return suite.tasks.flatMap((task) => (task.type === 'test' ? [task] : testsOf(task)))
}

function vitestRunner(evaluate: (file: string) => void, state: { failed: boolean }): runner.VitestRunner {
  return {
    config: {
      root,
      setupFiles: [],
      name: undefined,
      passWithNoTests: true,
      testNamePattern: undefined,
      allowOnly: false,
      sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
      chaiConfig: undefined,
      maxConcurrency: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      retry: 0,
      includeTaskLocation: false,
      tags: [],
      tagsFilter: undefined,
      strictTags: false,
    },
    importFile: (file) => evaluate(file),
    onBeforeRunTask: (test) => {
      if (state.failed) test.mode = 'skip'
    },
    onAfterRunTask: (test) => {
      if (test.result?.state === 'fail') state.failed = true
    },
  }
}
