import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['chartwright-source'] },
  ssr: { resolve: { conditions: ['chartwright-source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'platforms/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // Loaded copies of platforms are plain modules for Node: Vite would move their lines.
    server: { deps: { external: [/chartwright[-/].*\.mjs/] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
