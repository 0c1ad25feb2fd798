import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let authorization: string
beforeAll(async () => {
  server = await openTestServer({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
  authorization = `Bearer ${await server.token('OWNER')}`
})
afterAll(() => server.close())

const mutation = (i: number) => `m${i}: archivePackage(slug: "none-${i}") { slug }`
const mutations = (count: number) => Array.from({ length: count }, (_, i) => mutation(i)).join(' ')

/** Returns the codes of the errors, each once, and how many errors there are. */
async function codesOf(query: string): Promise<[string[], number]> {
  const { errors = [] } = await server.ask(query, {}, { authorization })
  return [[...new Set(errors.map(({ extensions }) => String(extensions.code)))], errors.length]
}

test('a request may have ten mutations', async () => {
  expect(await codesOf(`mutation { ${mutations(10)} }`)).toEqual([['NOT_FOUND'], 10])
})

test.each([
  ['with aliases', `mutation { ${mutations(11)} }`],
  ['a hundred', `mutation { ${mutations(100)} }`],
  ['in an inline fragment', `mutation { ${mutations(5)} ... on Mutation { ${mutations(11)} } }`],
  [
    'in fragments',
    `mutation { ...a ...b } fragment a on Mutation { ${mutations(9)} ...b } fragment b on Mutation { x: ${mutation(9)} y: ${mutation(10)} }`.replaceAll(
      /([xy]): m\d+:/g,
      '$1:',
    ),
  ],
])('a request with more mutations is TOO_EXPENSIVE: %s', async (_, query) => {
  expect(await codesOf(query)).toEqual([['TOO_EXPENSIVE'], 1])
})

test('the error says how many mutations are allowed, and nothing is run', async () => {
  const { errors, data } = await server.ask(`mutation { ${mutations(12)} }`, {}, { authorization })
  expect(data).toBeUndefined()
  expect(errors?.[0]?.message).toBe(
    'This request has 12 mutations, but at most 10 are allowed. Split it into several requests.',
  )
})

test('fragments that spread one another are counted quickly', async () => {
  const fragments = Array.from({ length: 60 }, (_, i) => `fragment f${i} on Mutation { ...f${i + 1} ...f${i + 1} }`)
  const last = `fragment f60 on Mutation { ${mutations(11)} }`
  const startedAt = performance.now()
  expect(await codesOf(`mutation { ...f0 } ${fragments.join(' ')} ${last}`)).toEqual([['TOO_EXPENSIVE'], 1])
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
