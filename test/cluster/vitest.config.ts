import { defineConfig } from 'vitest/config'

/** Tests on a real API server with fake nodes. They share one cluster, each in namespaces of its own. */
export default defineConfig({
  resolve: { conditions: ['chartwright-source'] },
  ssr: { resolve: { conditions: ['chartwright-source'] } },
  test: {
    include: ['test/cluster/**/*.test.ts'],
    globalSetup: ['test/cluster/support/start-cluster.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // Helm waits more than it works (Helm 3 looks every two seconds), so two cores carry several at once.
    maxConcurrency: 4,
    fileParallelism: false,
  },
})
