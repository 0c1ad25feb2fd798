import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{schema,workflows,server,admin,player,sandbox}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'sandbox/story/**'],
    // GraphQL loaded twice is «another module or realm»: these must share the one that tests import.
    server: { deps: { inline: [/@pothos/, /graphql-yoga/, /@graphql-tools/] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
