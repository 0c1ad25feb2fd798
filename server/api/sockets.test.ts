import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await openTestServer()
  token = await server.token()
})
afterAll(() => server.close())

const watching = 'subscription ($slug: String!) { packageChanged(slug: $slug) { title } }'

type Answer = { data?: { packageChanged: { title: string } } | null; errors?: readonly { extensions?: object }[] }

function client(connectionParams?: object) {
  const url = `${server.admin.replace('http', 'ws')}/graphql`
  const made = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: connectionParams as Record<string, unknown>,
    retryAttempts: 0,
  })
  onTestFinished(() => void made.dispose())
  return made
}

const rename = async (id: string, title: string) => {
  await server.database.package.update({ where: { id }, data: { title } })
  await server.database.$queryRaw`SELECT pg_notify('lectern', ${id})::text`
}

/** The HTTP status that refuses a connection. */
function refusal(path: string, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(`${server.admin.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers })
  return new Promise(resolve => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('open', () => socket.close())
    socket.on('close', () => resolve(undefined))
  })
}

test('whoever may watch sees the present state and each new one', async () => {
  const { id, slug } = await buildPackage(server.database, { title: 'one' })
  const stream = client({ authorization: `Bearer ${token}` }).iterate({ query: watching, variables: { slug } })
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { title: 'one' } } })
  await rename(id, 'two')
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { title: 'two' } } })
  await stream.return?.()
})

test('the same goes by server-sent events', async () => {
  const { slug } = await buildPackage(server.database, { title: 'one' })
  const gone = new AbortController()
  const answer = await fetch(`${server.admin}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: watching, variables: { slug } }),
    signal: gone.signal,
  })
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body!) {
    text += decoder.decode(chunk)
    if (text.includes('"one"')) break
  }
  expect(text).toContain('event: next')
  gone.abort()
})

test.each([
  ['shows nothing', undefined],
  ['shows a token that is not good', { authorization: 'Bearer lect_wrong' }],
])('whoever %s is closed with 4403', async (_what, params) => {
  const stream = client(params).iterate({ query: '{ viewer { permissions } }' })
  await expect(stream.next()).rejects.toMatchObject({ code: 4403 })
})

test('a page of another origin and another path are refused before there is a connection', async () => {
  expect(await refusal('/graphql', { origin: server.content })).toBe(403)
  expect(await refusal('/other', {})).toBe(404)
  expect(await refusal('/graphql', { origin: server.admin })).toBeUndefined()
})

test('losing the right ends the stream with an error', async () => {
  const { id, slug } = await buildPackage(server.database, { title: 'one' })
  const own = await server.token('AUDITOR')
  const stream = client({ authorization: `Bearer ${own}` }).iterate({ query: watching, variables: { slug } })
  await stream.next()
  const newest = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await server.database.apiToken.update({ where: { id: newest.id }, data: { revokedAt: new Date() } })
  await new Promise(resolve => setTimeout(resolve, 1_100))
  await rename(id, 'two')
  const { errors } = (await stream.next()).value as Answer
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) })
  expect((await stream.next()).done).toBe(true)
})

test('a question that makes no sense is told so, with the request that stands in the log', async () => {
  const stream = client({ authorization: `Bearer ${token}` }).iterate({ query: '{ nonsense }' })
  const told = await stream.next().catch(errors => errors)
  expect(told[0].extensions).toEqual({ code: 'BAD_REQUEST', requestId: expect.any(String) })
})
