import { schema } from '@lectern/schema/graphql'
import { formatDocument } from '@urql/core'
import { parse, print, validate } from 'graphql'
import { createSchema, createYoga } from 'graphql-yoga'
import { expect, test } from 'vitest'
import { buildCaller } from '../../domain/test/factories.ts'
import type { ApiServerContext } from './context.ts'
import { hashDocument, listedDocuments, readListedDocuments } from './listed-documents.ts'

test('the builds list all documents of the admin and the player, and the schema answers each', async () => {
  const listed = await readListedDocuments()
  expect(listed.size).toBeGreaterThan(30)
  for (const text of listed.values()) expect(validate(schema, parse(text)), text).toEqual([])
  expect([...listed.values()].filter(text => text.includes('playerSettings('))).not.toEqual([])
})

test("a document has the same hash as the admin's client sends it", async () => {
  for (const [hash, text] of await readListedDocuments()) {
    const document = parse(text)
    expect(hashDocument(formatDocument(document as never) as never)).toBe(hash)
    expect(hashDocument(parse(print({ ...document, definitions: document.definitions.toReversed() })))).toBe(hash)
  }
})

test.each([
  ['another field', '{ a b }'],
  ['an alias', '{ x: a }'],
  ['an alias of the type', '{ a x: __typename }'],
  ['another operation', '{ a } query B { a }'],
  ['a directive', '{ a @skip(if: false) }'],
  ['a mutation', 'mutation { a }'],
])('%s makes it another document', (_what, text) => {
  expect(hashDocument(parse(text))).not.toBe(hashDocument(parse('{ a }')))
})

test('only listed documents run without an API token', async () => {
  const listed = new Map([[hashDocument(parse('{ a }')), '{ a }']])
  const refused: unknown[] = []
  const api = createYoga<ApiServerContext>({
    schema: createSchema({ typeDefs: 'type Query { a: Int b: Int }' }),
    logging: false,
    maskedErrors: { maskError: error => Object.assign(error as Error, void refused.push((error as Error).message)) },
    plugins: [listedDocuments(listed)],
  })
  const isAnswered = async (query: string, access: NonNullable<ApiServerContext['requestAccess']>['access']) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) }
    const context = { resolveAccess: () => ({ access }), requestAccess: { access } }
    const { data } = (await (await api.fetch('http://x/graphql', init, context)).json()) as { data?: unknown }
    return data !== undefined
  }
  const person = { kind: 'caller', caller: buildCaller() } as const
  const token = { kind: 'caller', caller: buildCaller({}, { kind: 'TOKEN', name: 'ci', tokenId: 'x' }) } as const
  for (const access of [person, { kind: 'caller', caller: null }, { kind: 'public' }] as const) {
    expect(await isAnswered('query { a __typename }', access)).toBe(true)
    expect(await isAnswered('{ b }', access)).toBe(false)
  }
  expect(await isAnswered('{ b }', token)).toBe(true)
  expect(refused).toHaveLength(3)
  expect(refused[0]).toContain('Send an API token')
})
