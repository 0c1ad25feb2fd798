import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', 'sandbox/story/**']

export default defineConfig({
  test: {
    // GraphQL loaded twice fails with "another module or realm": these packages must share the one that tests import.
    server: { deps: { inline: [/@pothos/, /graphql-yoga/, /@graphql-tools/, /graphql-ws/] } },
    // Tests wait for services most of the time, so more of them run side by side than there are cores.
    maxWorkers: 3,
    // On busy cores a test takes its time. One that hangs is found all the same.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'product',
          include: ['{domain,workflows,schema,server}/**/*.test.ts'],
          exclude,
          // Loading the modules anew for each file takes a third of the processor time. None of them keeps state.
          isolate: false,
          // One Postgres, Temporal, and S3 for the whole run.
          globalSetup: ['sandbox/checks/test-services.ts'],
          setupFiles: ['domain/test/check-rows.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ['{admin,player,sandbox}/**/*.test.{ts,tsx}'], exclude },
      },
    ],
  },
})
