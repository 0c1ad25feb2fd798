import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CommandError } from '../exit-codes.ts'
import { ApiClient } from './client.ts'
import { graphql } from './graphql.ts'
import { reconnect } from './reconnect.ts'

// A server that answers each request by the next handler. What Lectern really answers is in the story of the command line.
type Handler = (response: ServerResponse, request: { body: { query: string; variables: unknown } }) => void
const server = createServer(answer)
let handlers: Handler[] = []
let requests: IncomingMessage[] = []
let client: ApiClient
const token = `lect_${'s'.repeat(49)}`

async function answer(request: IncomingMessage, response: ServerResponse) {
  requests.push(request)
  const body = JSON.parse(await text(request))
  const handler = handlers.shift()
  if (handler) handler(response, { body })
  else response.destroy()
}

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  client = new ApiClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token })
})
beforeEach(() => {
  handlers = []
  requests = []
})
afterAll(() => server.close())

const viewer = graphql(`query Test { viewer { permissions } }`)
const archive = graphql(`mutation Test { archivePackage(slug: "a") { id } }`)
const follow = graphql(`subscription Test($after: String) { auditEvents(after: $after) { cursor } }`)

const send =
  (result: object, status = 200): Handler =>
  response =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result))
const refuse = (code: string, more = {}) => send({ errors: [{ message: 'No.', extensions: { code, ...more } }] })
const events =
  (...parts: string[]): Handler =>
  response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const part of parts) response.write(part)
    if (!parts.at(-1)?.includes('complete')) setTimeout(() => response.destroy(), 20)
    else response.end()
  }
const event = (cursor: string) => `event: next\ndata: {"data":{"auditEvents":{"cursor":"${cursor}"}}}\n\n`
const complete = 'event: complete\ndata\n\n'

async function errorOf(work: Promise<unknown>): Promise<CommandError> {
  const error = await work.then(
    () => null,
    error => error,
  )
  expect(error).toBeInstanceOf(CommandError)
  expect(JSON.stringify([error, error.message, error.stack])).not.toContain(token)
  return error
}

test('sends the token and prints the document', async () => {
  handlers = [send({ data: { viewer: { permissions: ['a'] } } })]
  expect(await client.execute(viewer, {})).toEqual({ viewer: { permissions: ['a'] } })
  expect(requests[0]!.headers.authorization).toBe(`Bearer ${token}`)
})

test('waits and tries again when there were too many requests, also with a mutation', async () => {
  const limited = refuse('RATE_LIMITED', { retryAfterSeconds: 0.01 })
  handlers = [limited, send({ data: { archivePackage: null } })]
  expect(await client.execute(archive, {})).toEqual({ archivePackage: null })
})

test('tries a query again when the connection is cut, and never a mutation', { timeout: 20_000 }, async () => {
  handlers = [response => response.destroy(), send({ data: { viewer: null } })]
  expect(await client.execute(viewer, {})).toEqual({ viewer: null })
  handlers = [response => response.destroy(), send({ data: { archivePackage: null } })]
  expect((await errorOf(client.execute(archive, {}))).exitCode).toBe(5)
  handlers = [refuse('UNAVAILABLE', { retryAfterSeconds: 0.01 })]
  expect((await errorOf(client.execute(archive, {}))).code).toBe('UNAVAILABLE')
})

test('does not wait for an address that has never answered', async () => {
  const { code } = await errorOf(new ApiClient({ url: client.url, token }).execute(viewer, {}))
  expect([code, requests.length]).toEqual(['UNREACHABLE', 1])
})

test('reports errors with their code, field, request, and problems', async () => {
  const problems = [{ message: 'No.' }, { message: 'A page is missing.' }]
  handlers = [refuse('CONFLICT', { field: 'input.slug', requestId: 'r', problems })]
  expect(await errorOf(client.execute(archive, {}))).toMatchObject({
    ...{ exitCode: 4, code: 'CONFLICT', message: 'No. A page is missing.' },
    details: { field: 'input.slug', requestId: 'r' },
  })
})

test('sends the token to no address that it is redirected to, and says what else is wrong', async () => {
  handlers = [response => response.writeHead(308, { location: 'http://127.0.0.1:1/graphql' }).end()]
  expect((await errorOf(client.execute(archive, {}))).message).toContain('redirects to http://127.0.0.1:1/graphql')
  handlers = [response => response.writeHead(502).end('<h1>Bad gateway</h1>')]
  expect((await errorOf(client.execute(archive, {}))).message).toContain('answered with status 502')
})

test('follows a subscription across cut connections, each time from the last result', async () => {
  const seen: string[] = []
  const lost: unknown[] = []
  const variables: unknown[] = []
  const cut = event('3').slice(0, 20)
  const note =
    (handler: Handler): Handler =>
    (response, request) => {
      variables.push(request.body.variables)
      handler(response, request)
    }
  handlers = [events(event('1'), ':\n\n', event('2'), cut), events(), events(event('3'), complete)].map(note)
  let after: string | null = null
  const { signal } = new AbortController()
  const open = () => client.subscribe(follow, { after }, signal)
  const results = reconnect(open, { giveUpAfterMs: 60_000, onLost: error => lost.push(error), signal })
  for await (const { auditEvents } of results) {
    after = auditEvents.cursor
    seen.push(auditEvents.cursor)
  }
  expect(seen).toEqual(['1', '2', '3'])
  expect(variables).toEqual([{ after: null }, { after: '2' }, { after: '2' }])
  expect(lost).toHaveLength(1)
}, 30_000)

test('ends a subscription with an error that another try cannot change, and gives up in the end', async () => {
  const { signal } = new AbortController()
  const following = async (giveUpAfterMs: number) => {
    const open = () => client.subscribe(follow, {}, signal)
    for await (const _ of reconnect(open, { giveUpAfterMs, onLost: () => {}, signal }));
  }
  handlers = [
    events('event: next\ndata: {"errors":[{"message":"No.","extensions":{"code":"FORBIDDEN"}}]}\n\n', complete),
  ]
  expect((await errorOf(following(60_000))).code).toBe('FORBIDDEN')
  handlers = [refuse('UNAUTHENTICATED')]
  expect((await errorOf(following(60_000))).exitCode).toBe(3)
  expect((await errorOf(following(10))).exitCode).toBe(5)
})
