import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { schema } from '@lectern/schema/graphql'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attackedSettings, newAsker, newClient, signIn } from '../test/attacks.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { graphiqlExamples } from './graphiql-examples.ts'

let server: TestServer
let authorization: string
let cookie: string
beforeAll(async () => {
  server = await openTestServer(attackedSettings)
  authorization = `Bearer ${await server.token('ADMIN')}`
  cookie = await signIn(server)
})
afterAll(() => server.close())

const viewer = '{ viewer { permissions } }'
const asUrl = (query: string) => `/graphql?${new URLSearchParams({ query })}`
const json = { 'content-type': 'application/json' }
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('a cookie', () => {
  test("counts for JSON from the admin's origin alone", async () => {
    const ask = (origin?: string) => newAsker(server, origin === undefined ? { cookie } : { cookie, origin })(viewer)
    expect((await ask(server.admin)).data.viewer).not.toBeNull()
    for (const origin of [undefined, 'null', server.content, `${server.admin}.example.org`, 'https://example.org'])
      expect((await ask(origin)).data.viewer, origin).toBeNull()
  })

  test.each([
    ['application/x-www-form-urlencoded', new URLSearchParams({ query: viewer }).toString()],
    ['text/plain', JSON.stringify({ query: viewer })],
    ['application/graphql', viewer],
    ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--`],
  ])('is refused with %s', async (type, body) => {
    const send = newClient(server, { cookie, origin: server.admin })
    const { status, errors } = await send({ method: 'POST', headers: { 'content-type': type }, body })
    expect([status, errors?.[0]?.extensions.code]).toEqual([415, 'BAD_REQUEST'])
  })

  test('is refused with GET, also as a stream of events', async () => {
    const send = newClient(server, { cookie, origin: server.admin, 'sec-fetch-site': 'same-origin' })
    for (const accept of ['application/json', 'text/event-stream', '*/*']) {
      const { status, headers } = await send({ path: asUrl(viewer), headers: { accept } })
      expect([status, headers.get('allow')]).toEqual([405, 'POST'])
    }
    const mutation = 'mutation { synchronizePackage(slug: "x") { id } }'
    expect((await send({ path: asUrl(mutation) })).status).toBe(405)
  })

  test('opens a stream of events by POST with JSON', async () => {
    const send = newClient(server, { cookie, origin: server.admin })
    const query = 'subscription { packageChanged(slug: "there-is-none") { id } }'
    const headers = { ...json, accept: 'text/event-stream' }
    const { text } = await send({ method: 'POST', headers, body: JSON.stringify({ query }) })
    expect(text).toContain('NOT_FOUND')
  })
})

test('a token may send queries by GET, and mutations not', async () => {
  const send = newClient(server, { authorization })
  expect((await send({ path: asUrl(viewer) })).data.viewer.permissions).toContain('package.read')
  const answer = await send({ path: asUrl('mutation { archivePackage(slug: "x") { id } }') })
  expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([405, 'BAD_REQUEST'])
})

test('no other page can read an answer or ask for permission to send one', async () => {
  const preflight = await newClient(server)({ method: 'OPTIONS', headers: { origin: 'https://example.org' } })
  expect(preflight.status).toBe(405)
  const answer = await newAsker(server, { origin: 'https://example.org' })(viewer)
  for (const { headers } of [preflight, answer])
    expect([...headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([])
})

describe('GraphiQL', () => {
  test.each([
    ['a person who opens the address', () => ({ cookie, 'sec-fetch-site': 'none' }), 200],
    ["a person who follows the admin's link", () => ({ cookie, 'sec-fetch-site': 'same-origin' }), 200],
    ['a token', () => ({ authorization }), 200],
    ['a person whom another site sends', () => ({ cookie, 'sec-fetch-site': 'cross-site' }), 303],
    ['a person of a sibling site', () => ({ cookie, 'sec-fetch-site': 'same-site' }), 303],
    ['nobody who is signed in', () => ({ 'sec-fetch-site': 'none' }), 303],
    ['an invalid token', () => ({ authorization: 'Bearer lect_x' }), 401],
  ])('answers %s', async (_who, headers, expected) => {
    const { status, text, headers: sent } = await newClient(server, headers())({ headers: html })
    expect(status).toBe(expected)
    if (expected === 303) expect(sent.get('location')).toBe('/')
    expect(text.includes('<title>Lectern API</title>')).toBe(expected === 200)
  })

  test('is all that a browser gets: no operation runs', async () => {
    const send = newClient(server, { authorization })
    const { text, headers } = await send({ path: asUrl(viewer), headers: html })
    expect(headers.get('content-type')).toMatch(/^text\/html/)
    expect(text).not.toContain('package.read')
  })

  test("loads its files from the admin's origin, under its policy", async () => {
    const send = newClient(server, { authorization })
    const page = await send({ headers: html })
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("default-src 'none'")
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1]!)
    expect(sources).toEqual(['/lectern.svg', '/graphql/graphiql.css', '/graphql/graphiql.js'])
    expect(page.text).not.toMatch(/<script>|<style>|https?:/)
    const [style, script] = [await send({ path: sources[1]! }), await send({ path: sources[2]! })]
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.text).toContain('YogaGraphiQL.renderYogaGraphiQL(')
    // All examples are there, and none of them is wrong.
    for (const example of graphiqlExamples) {
      expect(script.text).toContain(JSON.stringify(example).slice(1, 40))
      expect(validate(schema, parse(example)), example).toEqual([])
    }
    const headers = { 'if-none-match': script.headers.get('etag')! }
    expect((await send({ path: sources[2]!, headers })).status).toBe(304)
  })
})

describe('/schema.graphql', () => {
  const path = '/schema.graphql'
  test.each([
    ['a token', () => ({ authorization }), 200],
    ['a person who opens the address', () => ({ cookie, 'sec-fetch-site': 'none' }), 200],
    ["a page of the admin's", () => ({ cookie, 'sec-fetch-site': 'same-origin' }), 200],
    ['a page of another site', () => ({ cookie, 'sec-fetch-site': 'cross-site' }), 401],
    ['a cookie without Sec-Fetch-Site', () => ({ cookie }), 401],
    ['nobody', () => ({}), 401],
    ['an invalid token', () => ({ authorization: 'Bearer lect_x' }), 401],
  ])('answers %s', async (_who, headers, status) => {
    const answer = await newClient(server, headers())({ path })
    expect(answer.status).toBe(status)
    const file = readFileSync(join(import.meta.dirname, '../../schema/schema.graphql'), 'utf8')
    if (status === 200) expect(answer.text).toBe(file)
    else
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) })
  })

  test('takes no POST', async () => {
    expect((await newClient(server, { authorization })({ path, method: 'POST' })).status).toBe(405)
  })
})
