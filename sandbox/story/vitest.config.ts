import { defineConfig } from 'vitest/config'

/** The stories start a whole Lectern each, so one after the other; what they show takes as long as it takes. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    bail: 0,
  },
})
