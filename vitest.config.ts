import os from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['chartwright-source'] },
  ssr: { resolve: { conditions: ['chartwright-source'] } },
  test: {
    // test/cluster starts a Kubernetes of its own (npm run test:cluster), test/installed fetches Nodes (npm run test:installed).
    exclude: ['**/node_modules/**', 'test/cluster/**', 'test/installed/**'],
    include: ['packages/*/test/**/*.test.ts', 'platforms/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // Loaded copies of platforms are plain modules for Node: Vite would move their lines.
    server: { deps: { external: [/chartwright[-/].*\.mjs/] } },
    // Vitest keeps one core for itself and hardly uses it.
    maxWorkers: os.availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
