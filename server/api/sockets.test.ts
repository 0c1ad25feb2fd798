import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { buildDeployment, buildEnvironment, buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let token: string
beforeAll(async () => {
  server = await openTestServer()
  token = await server.token()
})
afterAll(() => server.close())

const subscription = 'subscription ($slug: String!) { packageChanged(slug: $slug) { title } }'

type Result = { data?: { packageChanged: { title: string } } | null; errors?: readonly { extensions?: object }[] }

function client(connectionParams?: object) {
  const url = `${server.admin.replace('http', 'ws')}/graphql`
  const created = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: connectionParams as Record<string, unknown>,
    retryAttempts: 0,
  })
  onTestFinished(() => void created.dispose())
  return created
}

const rename = async (id: string, title: string) => {
  await server.database.package.update({ where: { id }, data: { title } })
  await server.database.$queryRaw`SELECT pg_notify('lectern', ${id})::text`
}

/** Subscribes over server-sent events. Yields the results. */
async function* eventStream(query: string, variables: object, secret: string): AsyncGenerator<Result, void, void> {
  const connection = new AbortController()
  const response = await fetch(`${server.admin}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: connection.signal,
  })
  try {
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const events = (text + chunk).split('\n\n')
      text = events.pop()!
      for (const event of events) {
        const data = /^event: next\ndata: (.+)$/m.exec(event)?.[1]
        if (data) yield JSON.parse(data)
      }
    }
  } finally {
    connection.abort()
  }
}

/** Returns the HTTP status that rejects a connection, or undefined if it opens. */
function rejectionStatus(path: string, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(`${server.admin.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers })
  return new Promise(resolve => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('open', () => socket.close())
    socket.on('close', () => resolve(undefined))
  })
}

test('a caller with permission gets the current state and each change', async () => {
  const { id, slug } = await buildPackage(server.database, { title: 'one' })
  const stream = client({ authorization: `Bearer ${token}` }).iterate({ query: subscription, variables: { slug } })
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { title: 'one' } } })
  await rename(id, 'two')
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { title: 'two' } } })
  await stream.return?.()
})

test('subscriptions also work over server-sent events', async () => {
  const { id, slug } = await buildPackage(server.database, { title: 'one' })
  const stream = eventStream(subscription, { slug }, token)
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { title: 'one' } } })
  await rename(id, 'two')
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { title: 'two' } } })
  await stream.return()
})

test.each([
  ['without credentials', undefined],
  ['with an invalid token', { authorization: 'Bearer lect_wrong' }],
])('a connection %s is closed with 4403', async (_name, params) => {
  const stream = client(params).iterate({ query: '{ viewer { permissions } }' })
  await expect(stream.next()).rejects.toMatchObject({ code: 4403 })
})

test('a page of another origin and another path are rejected before the connection opens', async () => {
  expect(await rejectionStatus('/graphql', { origin: server.content })).toBe(403)
  expect(await rejectionStatus('/other', {})).toBe(404)
  expect(await rejectionStatus('/graphql', { origin: server.admin })).toBeUndefined()
})

/** Sends an upgrade request as raw text. Resolves with the answer when the server closes the connection. */
function rawUpgrade(target: string, headers = ''): { socket: Socket; closed: Promise<string> } {
  const { hostname, port } = new URL(server.admin)
  const socket = connect(Number(port), hostname)
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n`,
  )
  let answer = ''
  socket.on('data', chunk => {
    answer += chunk
  })
  // The client never closes its side.
  const closed = once(socket, 'end').then(() => answer)
  onTestFinished(() => void socket.destroy())
  return { socket, closed }
}

test.each(['//', '//[', '//:1', '/x'])('an upgrade of %s is answered, and the connection closed', async target => {
  const { closed } = rawUpgrade(target)
  expect(await closed).toMatch(/^HTTP\/1\.1 404 /)
})

test('a client that resets a refused upgrade does not end the process', async () => {
  for (let number = 0; number < 20; number++) {
    const { socket } = rawUpgrade('/graphql', 'Origin: https://example.org\r\n')
    await once(socket, 'connect')
    socket.resetAndDestroy()
  }
  expect(await rejectionStatus('/x', {})).toBe(404)
})

test('a stream ends with an error when permission is revoked', async () => {
  const { slug } = await buildPackage(server.database, { title: 'one' })
  const auditorToken = await server.token('AUDITOR')
  const stream = client({ authorization: `Bearer ${auditorToken}` }).iterate({
    query: subscription,
    variables: { slug },
  })
  await stream.next()
  const newest = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await server.database.apiToken.update({ where: { id: newest.id }, data: { revokedAt: new Date() } })
  const { errors } = (await stream.next()).value as Result
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) })
  expect((await stream.next()).done).toBe(true)
})

test.each(['WebSocket', 'server-sent events'])('nested fields follow a change of permissions: %s', async transport => {
  const deployment = await buildDeployment(server.database)
  const { slug } = await server.database.package.findUniqueOrThrow({ where: { id: deployment.packageId } })
  const query = `subscription ($slug: String!) {
    packageChanged(slug: $slug) { title deployments { current } } }`
  const secret = await server.token('AUDITOR')
  const { id: tokenId } = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const stream =
    transport === 'WebSocket'
      ? client({ authorization: `Bearer ${secret}` }).iterate({ query, variables: { slug } })
      : eventStream(query, { slug }, secret)
  expect((await stream.next()).value).toMatchObject({ data: { packageChanged: { deployments: [{ current: true }] } } })

  const { id: environmentId } = await buildEnvironment(server.database)
  await server.database.grant.updateMany({ where: { tokenId }, data: { environmentId } })
  // The change of the grant wakes the stream; nothing of the package changed.
  expect((await stream.next()).value).toMatchObject({ data: { packageChanged: { deployments: [] } } })
  await stream.return?.()
})

test('an invalid query gets BAD_REQUEST and the request id', async () => {
  const stream = client({ authorization: `Bearer ${token}` }).iterate({ query: '{ nonsense }' })
  const errors = await stream.next().catch(error => error)
  expect(errors[0].extensions).toEqual({ code: 'BAD_REQUEST', requestId: expect.any(String) })
})
