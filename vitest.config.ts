import os from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take longest, so that at the end no worker waits for one of them; the rest as Vitest has it. */
const longest = [
  'test/repo/hostile-values-helm',
  'test/repo/hostile-values',
  'test/repo/first-platform',
  'test/repo/documentation',
  'engine/failures',
  'chart/values',
  'engine/deep',
  'hostile/depth',
].map((name) => `${name}.test.ts`)

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = longest.findIndex((name) => moduleId.endsWith(name))
      return index < 0 ? longest.length : index
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  resolve: { conditions: ['chartwright-source'] },
  ssr: { resolve: { conditions: ['chartwright-source'] } },
  test: {
    // test/cluster starts a Kubernetes of its own (npm run test:cluster), test/installed fetches Nodes
    // (npm run test:installed), test/tools builds programs with Go (npm run test:tools).
    exclude: ['**/node_modules/**', 'test/cluster/**', 'test/installed/**', 'test/tools/**'],
    include: ['packages/*/test/**/*.test.ts', 'platforms/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // Loaded copies of platforms are plain modules for Node: Vite would move their lines.
    server: { deps: { external: [/chartwright[-/].*\.mjs/] } },
    // Vitest keeps one core for itself and hardly uses it.
    maxWorkers: os.availableParallelism(),
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
