import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, attackedSettings, newAsker, newClient } from '../test/attacks.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let tokens: string[]
beforeAll(async () => {
  server = await openTestServer(attackedSettings)
  tokens = await Promise.all(Array.from({ length: 5 }, () => server.token('ADMIN')))
})
afterAll(() => server.close())

let requests = 0
/** Returns the header of one of the tokens in turn, so that none of them meets its limit. */
const signedIn = () => ({ authorization: `Bearer ${tokens[++requests % tokens.length]}` })

const codes = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code)
const many = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ')

/** Asks the content host, which serves the public. */
async function askContent(query: string): Promise<Answer> {
  const response = await fetch(`${server.content}/graphql?${new URLSearchParams({ query })}`)
  return { status: response.status, headers: response.headers, text: '', ...((await response.json()) as object) }
}

describe('the schema', () => {
  const questions = [
    getIntrospectionQuery(),
    '{ __schema { queryType { name } } }',
    '{ t: __type(name: "Query") { name } }',
    'query A { __typename } query B { __schema { directives { name } } }',
    '{ ...a } fragment a on Query { ... { __schema { types { name } } } }',
  ]

  test.each(questions)(
    'is hidden from callers who are not signed in, also after an answer to others (question %#)',
    async query => {
      const more = query.startsWith('query A') ? { operationName: 'B' } : {}
      const shown = await newAsker(server, signedIn())(query, more)
      expect([shown.errors, Object.keys(shown.data)]).toEqual([undefined, [expect.any(String)]])
      for (const answer of [await newAsker(server)(query, more), await askContent(query)]) {
        expect([codes(answer), answer.data]).toEqual([['UNAUTHENTICATED'], undefined])
        expect(answer.errors![0]!.message).toContain('Only signed-in callers can read the schema')
      }
    },
  )

  test.each([
    ['a field', '{ viewr { permissions } }', {}],
    ['a nested field', '{ viewer { permission } }', {}],
    ['an argument', '{ packages(frist: 1) { totalCount } }', {}],
    ['a type', 'query ($a: Strin) { viewer { permissions } }', {}],
    ['a value', '{ packages(status: DRAF) { totalCount } }', {}],
    [
      'a variable',
      'query ($status: PackageStatus) { packages(status: $status) { totalCount } }',
      { variables: { status: 'DRAF' } },
    ],
    [
      'an input field',
      'mutation ($i: CreatePackageInput!) { createPackage(input: $i) { id } }',
      { variables: { i: { dropboxPat: 'x' } } },
    ],
  ])('is not suggested to them for a misspelled %s', async (_what, query, more) => {
    const [anonymous, ofToken] = [await newAsker(server)(query, more), await newAsker(server, signedIn())(query, more)]
    expect(ofToken.text).toContain('Did you mean')
    expect(codes(anonymous)).toContain('BAD_REQUEST')
    expect(anonymous.text).not.toContain('Did you mean')
    expect((await askContent('{ playlist(packge: "x", path: "y") { path } }')).errors).not.toEqual(
      expect.arrayContaining([expect.objectContaining({ message: expect.stringContaining('Did you mean') })]),
    )
  })
})

describe('what graphql-cop asks', () => {
  const ask = (query: string, more: object = {}) => newAsker(server, signedIn())(query, more)

  test.each([
    ['alias overloading', `query cop { ${many(101, n => `alias${n}:__typename`)} }`],
    ['field duplication', `query cop { ${'__typename \n'.repeat(500)} }`],
    ['directive overloading', `query cop { __typename ${'@aa'.repeat(10)} }`],
    ['a long document', `query cop { ${'viewer { permissions } '.repeat(1_500)} }`],
  ])('%s is one TOO_EXPENSIVE', async (_name, query) => {
    const answer = await ask(query)
    expect([codes(answer), answer.data]).toEqual([['TOO_EXPENSIVE'], undefined])
  })

  test('circular introspection is refused', async () => {
    const levels = (count: number): string => (count === 0 ? 'name' : `name fields { type { ${levels(count - 1)} } }`)
    const answer = await ask(`query cop { __schema { types { ${levels(6)} } } }`)
    expect([answer.data, answer.errors?.length]).toEqual([undefined, expect.any(Number)])
  })

  test('a batch of operations runs none of them', async () => {
    const body = JSON.stringify(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))
    const headers = { 'content-type': 'application/json' }
    const answer = await newClient(server, signedIn())({ method: 'POST', headers, body })
    expect([answer.status, codes(answer)]).toEqual([400, ['BAD_REQUEST']])
    expect(answer.text).not.toContain('__typename')
  })

  test('trace mode gives no trace', async () => {
    const extensions = { tracing: true, trace: true, debug: true, persistedQuery: { version: 1, sha256Hash: 'x' } }
    const headers = {
      ...signedIn(),
      'x-apollo-tracing': '1',
      'apollo-federation-include-trace': 'ftv1',
      'x-debug': 'true',
    }
    const answer = await newAsker(server, headers)('query cop { __typename }', { extensions })
    expect(JSON.parse(answer.text)).toEqual({ data: { __typename: 'Query' } })
  })

  test.each([
    ['qwerty cop { abc }', {}],
    ['', {}],
    ['{', {}],
    ['query cop { __typename }', { variables: [] }],
    ['query cop { __typename }', { variables: 'x' }],
    ['query cop { __typename }', { operationName: 'nothing' }],
    ['query cop { __typename }', { operationName: 7 }],
    ['query cop { __typename }', { unknown: 1 }],
  ])('an operation that is wrong gets BAD_REQUEST and nothing internal: %s %j', async (query, more) => {
    const answer = await ask(query, more)
    expect(codes(answer)).toEqual(['BAD_REQUEST'])
    expect(Object.keys(answer.errors![0]!.extensions).sort()).toEqual(['code', 'requestId'])
    expect(answer.text).not.toMatch(/exception|stack|node_modules/i)
  })

  test.each(['null', '[]', '"x"', '{', '{"query": 7}', ''])('the body %s gets BAD_REQUEST', async body => {
    const headers = { 'content-type': 'application/json' }
    const answer = await newClient(server, signedIn())({ method: 'POST', headers, body })
    expect([answer.status, codes(answer)]).toEqual([400, ['BAD_REQUEST']])
    expect(Object.keys(answer.errors![0]!.extensions).sort()).toEqual(['code', 'requestId'])
  })

  test('a GET without a token, and a console for everybody, are not there', async () => {
    const send = newClient(server)
    for (const path of ['/graphql?query=query+cop+%7B__typename%7D', '/graphql?query=mutation+cop+%7B__typename%7D'])
      expect((await send({ path, headers: { accept: 'application/json' } })).status).toBe(405)
    for (const path of ['/graphql', '/graphiql', '/playground', '/console', '/altair'])
      expect((await send({ path, headers: { accept: 'text/html' } })).text).not.toMatch(/graphiql|playground/i)
  })
})

describe('documents that are hard to check', () => {
  test.each([
    ['circular fragments', `{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }`],
    ['a fragment of itself', `{ ...a } fragment a on Query { ...a }`],
    [
      'many circular fragments',
      `{ ...f0 } ${many(60, n => `fragment f${n} on Query { ...f${(n + 1) % 60} ...f${(n + 7) % 60} }`)}`,
    ],
    [
      'fragments that double',
      `{ ...f0 } ${many(60, n => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f60 on Query { a }`,
    ],
    ['conflicting fields', `{ ${many(190, n => `viewer { a: x${n} }`)} }`],
    ['variables', `query (${many(400, n => `$a${n}: Int = 1`)}) { viewer { permissions } }`],
  ])('are answered quickly: %s', async (_name, query) => {
    const startedAt = performance.now()
    const answer = await newAsker(server, signedIn())(query)
    expect(answer.errors?.length).toBeGreaterThan(0)
    expect(['BAD_REQUEST', 'TOO_EXPENSIVE']).toContain(codes(answer)[0])
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('a request that is too long is not read', async () => {
    const answer = await newAsker(server, signedIn())(`{ viewer { permissions } } #${'x'.repeat(300_000)}`)
    expect(answer.status).toBe(413)
  })
})

describe('limits', () => {
  const viewer = '{ viewer { permissions } }'

  test('a token has one limit for all addresses, and an address one for all tokens', async () => {
    const token = { authorization: `Bearer ${await server.token('AUDITOR')}` }
    const answers = await Promise.all(Array.from({ length: 70 }, () => newAsker(server, token)(viewer)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]!.errors![0]!.extensions).toEqual({
      ...{ code: 'RATE_LIMITED', requestId: expect.any(String), retryAfterSeconds: expect.any(Number) },
    })
    expect(refused[0]!.headers.get('retry-after')).toBe(String(refused[0]!.errors![0]!.extensions.retryAfterSeconds))
    expect((await newAsker(server, signedIn())(viewer)).status).toBe(200)

    const ask = newAsker(server)
    const statuses = await Promise.all(Array.from({ length: 70 }, async () => (await ask(viewer)).status))
    expect(statuses.filter(status => status === 429).length).toBeGreaterThan(0)
    expect((await newAsker(server)(viewer)).status).toBe(200)
  })
})
