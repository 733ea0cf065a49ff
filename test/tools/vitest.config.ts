import { defineConfig } from 'vitest/config'

/** The files that platforms bring besides their charts, read by the programs that they are for. */
export default defineConfig({
  resolve: { conditions: ['chartwright-source'] },
  ssr: { resolve: { conditions: ['chartwright-source'] } },
  test: {
    globalSetup: ['test/cluster/support/start-cluster.ts'],
    include: ['test/tools/**/*.test.ts'],
    // The first run builds them with Go.
    hookTimeout: 3_600_000,
    testTimeout: 300_000,
  },
})
