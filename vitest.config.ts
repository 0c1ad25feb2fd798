import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', 'sandbox/story/**']

export default defineConfig({
  test: {
    // GraphQL loaded twice fails with "another module or realm": these packages must share the one that tests import.
    // GraphiQL is 9 MB of text that would take minutes.
    server: { deps: { inline: [/@pothos/, /graphql-yoga(?!\/render-graphiql)/, /@graphql-tools/, /graphql-ws/] } },
    // Tests mostly wait for services, so more of them run concurrently than a small machine has cores.
    maxWorkers: 4,
    // Tests are slow on busy cores. A test that hangs still fails.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'product',
          include: ['{domain,workflows,schema,server}/**/*.test.ts'],
          exclude,
          // Loading all modules again for each file would take a third of the processor time. No module keeps state.
          isolate: false,
          // One Postgres, Temporal, and S3 for the whole run.
          globalSetup: ['sandbox/checks/errors-folder.ts', 'sandbox/checks/test-services.ts'],
          setupFiles: [
            'domain/test/check-rows.ts',
            'server/test/collect-errors.ts',
            'sandbox/checks/collect-from-children.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{admin,player,cli,sandbox}/**/*.test.{ts,tsx}'],
          exclude,
          globalSetup: ['sandbox/checks/errors-folder.ts'],
          setupFiles: ['sandbox/checks/collect-from-children.ts'],
        },
      },
      {
        extends: true,
        // After all others.
        test: { name: 'last', include: ['sandbox/checks/*.check.ts'], exclude, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
