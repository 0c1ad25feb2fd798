import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', 'sandbox/story/**']

export default defineConfig({
  test: {
    // GraphQL loaded twice is «another module or realm»: these must share the one that tests import.
    server: { deps: { inline: [/@pothos/, /graphql-yoga/, /@graphql-tools/, /graphql-ws/] } },
    // Two busy cores take their time: a test that hangs is found all the same.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'product',
          include: ['{schema,workflows,server}/**/*.test.ts'],
          exclude,
          // A real Postgres, Temporal and S3 for the whole run.
          globalSetup: ['sandbox/test-services.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ['{admin,player,sandbox}/**/*.test.{ts,tsx}'], exclude },
      },
    ],
  },
})
