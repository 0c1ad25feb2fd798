import { setTimeout as sleep } from 'node:timers/promises'
import { createSchema, createYoga } from 'graphql-yoga'
import { expect, test } from 'vitest'
import { timeLimit } from './time-limit.ts'

const slow = (_root: unknown, { ms }: { ms: number }) => sleep(ms, ms)
const schema = createSchema({
  typeDefs: 'type Query { slow(ms: Int!): Int verifyAudit: Int } type Mutation { slow(ms: Int!): Int }',
  resolvers: { Query: { slow, verifyAudit: () => sleep(300, 1) }, Mutation: { slow } },
})

async function ask(query: string) {
  const errors: unknown[] = []
  const api = createYoga({
    schema,
    logging: false,
    maskedErrors: {
      maskError: error => {
        errors.push(error)
        return error as Error
      },
    },
    plugins: [timeLimit(100)],
  })
  const headers = { 'content-type': 'application/json' }
  const response = await api.fetch('http://x/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })
  const { data } = (await response.json()) as { data?: unknown }
  return { data, code: (errors[0] as { code?: string } | undefined)?.code }
}

test('a query that takes too long is UNAVAILABLE; a quick one and a mutation are not', async () => {
  expect(await ask('{ slow(ms: 60000) }')).toEqual({ data: undefined, code: 'UNAVAILABLE' })
  expect(await ask('{ slow(ms: 1) }')).toEqual({ data: { slow: 1 }, code: undefined })
  expect(await ask('mutation { slow(ms: 300) }')).toEqual({ data: { slow: 300 }, code: undefined })
})

test('the audit log is verified without a time limit, but alone', async () => {
  expect(await ask('{ verifyAudit }')).toEqual({ data: { verifyAudit: 1 }, code: undefined })
  expect(await ask('{ verifyAudit slow(ms: 60000) }')).toEqual({ data: undefined, code: 'UNAVAILABLE' })
})
