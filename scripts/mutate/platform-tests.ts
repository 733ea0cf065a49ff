import fs from 'node:fs'
import path from 'node:path'
import { answerWith } from '../../test/support/in-process-helm.ts'
import { chartVariable } from '../../test/support/rendered-chart.ts'
import { forgetRenders } from '../../test/support/scenarios.ts'
import { root } from '../../test/support/repository.ts'
import { PartialRenders } from './partial-renders.ts'
import { testBench, type Failure } from './test-bench.ts'

export interface PlatformTests {
  files: readonly string[]
  /**
   * The first test that another build of the platform's chart fails; undefined when it passes them all. What has
   * caught most of a kind of damage in the least time runs first.
   */
  judge(chart: string, kind?: string): Promise<Failure | undefined>
  /** How another build of the chart fares in the tests that somebody wants, by their full names. */
  runAll(chart: string, isWanted: (name: string) => boolean): Promise<Map<string, 'passed' | 'failed'>>
  close(): void
}

/**
 * The tests that a damaged chart of a platform must fail: the platform's own and those that hold for every chart.
 * They are run on the undamaged one before all others. Throws when it fails one.
 * What runs real Helms (documented commands) is left out: a damaged chart renders the same everywhere. So is what
 * compares values.yaml with the README: both are written from one description, and a wrong one would stand in both.
 */
export async function platformTests(name: string, undamaged: string): Promise<PlatformTests> {
  process.env.CHARTWRIGHT_TEST_ENGINE = 'ours'
  process.env.CHARTWRIGHT_TEST_ONLY = name
  const files = [
    ...testFiles(`platforms/${name}/test`),
    ...testFiles('test/repo').filter((file) => /^charts-(?!values)/.test(path.basename(file))),
  ]
  const bench = await testBench(files)
  const spent = new Map<string, number>(files.map((file) => [file, 1]))
  const caught = new Map<string, number>()
  const worth = (file: string, kind: string) =>
    ((caught.get(`${kind} ${file}`) ?? 0) + 0.1) / spent.get(file)!
  const renders = new PartialRenders(undamaged)
  answerWith((args, stdin, render) => renders.answer(args, stdin, render))
  const lookAt = (chart: string) => {
    process.env[chartVariable(name)] = chart
    renders.look(chart)
    forgetRenders()
  }
  const tests: PlatformTests = {
    files,
    close: () => renders.close(),
    async runAll(chart, isWanted) {
      lookAt(chart)
      return bench.runAll(isWanted)
    },
    async judge(chart, kind = '') {
      lookAt(chart)
      let ran = 0
      for (const file of files.toSorted((a, b) => worth(b, kind) - worth(a, kind))) {
        const started = performance.now()
        const { tests, failure } = await bench.run([file])
        spent.set(file, spent.get(file)! + performance.now() - started)
        ran += tests
        if (failure) {
          caught.set(`${kind} ${file}`, (caught.get(`${kind} ${file}`) ?? 0) + 1)
          return failure
        }
      }
      if (ran === 0) throw new Error(`no test ran in ${files.join(', ')}`)
      return undefined
    },
  }
  const failed = await tests.judge(undamaged)
  if (failed) throw new Error(`undamaged, ${failed.file} fails: ${failed.test}: ${failed.message}`)
  return tests
}

/** The test files of a folder, without those that run real Helms. */
function testFiles(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${folder}/${file}`)
    .filter(
      (file) =>
        !/\b(runHelm|helmBinaries|testCommands)\(/.test(fs.readFileSync(path.join(root, file), 'utf8')),
    )
}
