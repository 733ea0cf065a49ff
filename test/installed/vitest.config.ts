import { defineConfig } from 'vitest/config'

/** What a user gets from the registry: packed, installed into an empty folder, run by each Node we promise. */
export default defineConfig({
  test: {
    include: ['test/installed/**/*.test.ts'],
    // The first run fetches two Nodes of 190 MB.
    hookTimeout: 600_000,
    testTimeout: 300_000,
  },
})
