import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By name: lifecycle.test.ts starts without custom resources, which others bring and which go slowly. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1))
  }
}

/** Tests on a real API server with fake nodes. They share one cluster, each in namespaces of its own. */
export default defineConfig({
  resolve: { conditions: ['chartwright-source'] },
  ssr: { resolve: { conditions: ['chartwright-source'] } },
  test: {
    include: ['test/cluster/**/*.test.ts'],
    globalSetup: ['test/cluster/support/start-cluster.ts'],
    // Helm gives up by itself; this is only for what hangs.
    testTimeout: 900_000,
    hookTimeout: 120_000,
    // Helm waits more than it works (Helm 3 looks every two seconds), so two cores carry eight at once.
    maxConcurrency: 8,
    fileParallelism: false,
    sequence: { sequencer: ByName },
  },
})
