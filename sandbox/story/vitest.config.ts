import { defineConfig } from 'vitest/config'

/** Each story starts a whole Lectern, which waits most of the time, so two of them run side by side. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    setupFiles: ['report-logs.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    // What is pushed to a page takes longer than the default of a second on busy cores.
    expect: { poll: { timeout: 30_000 } },
  },
})
