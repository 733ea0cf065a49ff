import fs from 'node:fs'
import path from 'node:path'
import { chartVariable } from '../../test/support/rendered-chart.ts'
import { root } from '../../test/support/repository.ts'
import { testBench, type Failure, type TestBench } from './test-bench.ts'

export interface PlatformTests {
  files: readonly string[]
  /** The first test that another build of the platform's chart fails; undefined when it passes them all. */
  judge(chart: string): Promise<Failure | undefined>
}

/**
 * The tests that a damaged chart of a platform must fail: the platform's own and those that hold for every chart.
 * What compares with real Helms (documented commands) is left out: a damaged chart renders the same everywhere.
 */
export async function platformTests(name: string): Promise<PlatformTests> {
  process.env.CHARTWRIGHT_TEST_ENGINE = 'ours'
  process.env.CHARTWRIGHT_TEST_ONLY = name
  const files = [
    ...testFiles(`platforms/${name}/test`, (file) => file !== 'documented-commands.test.ts'),
    ...testFiles('test/repo', (file) => file.startsWith('charts-')),
  ]
  const bench = await testBench(files)
  const order = [...files]
  return {
    files,
    async judge(chart) {
      process.env[chartVariable(name)] = chart
      const failure = await firstFailure(bench, order)
      // Neighbouring damages tend to fail in the same file.
      if (failure) order.unshift(...order.splice(order.indexOf(failure.file), 1))
      return failure
    },
  }
}

async function firstFailure(bench: TestBench, order: readonly string[]): Promise<Failure | undefined> {
  const { tests, failure } = await bench.run(order)
  if (tests === 0 && !failure) throw new Error(`no test ran in ${order.join(', ')}`)
  return failure
}

function testFiles(folder: string, keep: (file: string) => boolean): string[] {
  return fs
    .readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.test.ts') && keep(file))
    .map((file) => `${folder}/${file}`)
}
