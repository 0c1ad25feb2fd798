import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, type MockInstance, onTestFinished, test, vi } from 'vitest'
import WebSocket from 'ws'
import { withClient } from '../../sandbox/services/postgres.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

const maxMessageBytes = 64 * 1024
const pollOptions = { timeout: 60_000 }

let server: TestServer
let token: string
let printed: MockInstance
beforeAll(async () => {
  server = await openTestServer()
  token = await server.token()
})
afterAll(() => server.close())
beforeEach(() => {
  printed = vi.spyOn(console, 'error')
})
afterEach(() => {
  expect(printed).not.toHaveBeenCalled()
  printed.mockRestore()
})

type Message = { type: string; id?: string; payload?: { data?: unknown } }

/** Opens a connection that has not sent anything. `closed` resolves with the code and the reason. */
async function open() {
  const url = `${server.admin.replace('http', 'ws')}/graphql`
  const socket = new WebSocket(url, 'graphql-transport-ws')
  onTestFinished(() => socket.terminate())
  const messages: Message[] = []
  socket.on('message', text => messages.push(JSON.parse(String(text))))
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }))
  await once(socket, 'open')
  const send = (message: object) => socket.send(JSON.stringify(message))
  const types = () => messages.map(({ type }) => type)
  return { socket, messages, closed, send, types }
}

const init = () => ({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })

async function openSignedIn() {
  const client = await open()
  client.send(init())
  await expect.poll(client.types, pollOptions).toEqual(['connection_ack'])
  return client
}

/** A query whose message has this length in bytes. */
function queryOfLength(length: number): string {
  const query = '{ viewer { __typename } }'
  const message = (padding: string) => JSON.stringify({ id: 'a', type: 'subscribe', payload: { query, padding } })
  return message(' '.repeat(length - message('').length))
}

type Client = Awaited<ReturnType<typeof open>>

/** Another client, which must be served whatever the others do. */
let other: Client
beforeEach(async () => {
  other = await openSignedIn()
})
afterEach(async () => {
  const { length } = other.messages
  other.send({ id: 'other', type: 'subscribe', payload: { query: '{ viewer { __typename } }' } })
  await expect.poll(() => other.types().slice(length), pollOptions).toEqual(['next', 'complete'])
  other.socket.terminate()
})

test('a message of 64 KiB is answered, in one frame and in fragments', async () => {
  const client = await openSignedIn()
  const text = queryOfLength(maxMessageBytes)
  client.socket.send(text)
  await expect.poll(client.types, pollOptions).toEqual(['connection_ack', 'next', 'complete'])
  for (let start = 0; start < text.length; start += 30_000)
    client.socket.send(text.slice(start, start + 30_000), { fin: start + 30_000 >= text.length })
  await expect.poll(client.types, pollOptions).toHaveLength(5)
  expect(client.messages[3]).toEqual(client.messages[1])
})

test.each<[string, (client: Client) => void]>([
  ['in one frame', ({ socket }) => socket.send(queryOfLength(maxMessageBytes + 1))],
  [
    'in fragments, of which the last never comes',
    ({ socket }) => {
      for (let n = 0; n < 3; n++) socket.send(' '.repeat(25_000), { fin: false })
    },
  ],
  [
    'in one frame whose length is all that is sent',
    ({ socket }) =>
      void (socket as unknown as { _socket: Socket })._socket.write(
        Buffer.from([0x81, 0xff, 0, 0, 0, 0x10, 0, 0, 0, 0, 1, 2, 3, 4]),
      ),
  ],
])('a message of over 64 KiB %s closes its connection with 1009, also before it is signed in', async (_name, send) => {
  for (const client of [await openSignedIn(), await open()]) {
    send(client)
    expect(await client.closed).toEqual({ code: 1009, reason: '' })
  }
})

const subscribe = (id: string) => ({ id, type: 'subscribe', payload: { query: 'subscription { auditEvents { id } }' } })

test.each<[string, number, (client: Client) => void]>([
  ['two first messages', 4429, ({ send }) => [init(), init()].forEach(send)],
  ['an operation before the first message', 4401, ({ send }) => send(subscribe('a'))],
  ['no first message for 3 seconds', 4408, () => {}],
  ['the id of a running subscription', 4409, ({ send }) => [subscribe('a'), subscribe('a')].forEach(send)],
  ['text that is not JSON', 4400, ({ socket }) => socket.send('{')],
  ['a message of an unknown type', 4400, ({ send }) => send({ type: 'nonsense' })],
  [
    'an operation whose query is a number',
    4400,
    ({ send }) => send({ id: 'a', type: 'subscribe', payload: { query: 1 } }),
  ],
  ['text that is not UTF-8', 1007, ({ socket }) => socket.send(Buffer.from([0xff]), { binary: false })],
  [
    'a frame that is not masked',
    1002,
    ({ socket }) => void (socket as unknown as { _socket: Socket })._socket.write(Buffer.from([0x81, 1, 0x20])),
  ],
])('%s: the connection closes with %i', async (name, code, send) => {
  const client = name.includes('first message') ? await open() : await openSignedIn()
  send(client)
  expect(await client.closed).toMatchObject({ code })
})

test('an id can be used again after its operation ended', async () => {
  const client = await openSignedIn()
  for (const count of [3, 5, 7]) {
    client.send({ id: '__proto', type: 'subscribe', payload: { query: '{ viewer { __typename } }' } })
    await expect.poll(client.types, pollOptions).toHaveLength(count)
  }
})

test('a flood of small messages is answered, and other clients are served meanwhile', async () => {
  const client = await openSignedIn()
  const count = 20_000
  for (let n = 0; n < count; n++) client.send({ type: 'ping' })
  for (let n = 0; n < 60; n++)
    client.send({ id: String(n), type: 'subscribe', payload: { query: '{ viewer { __typename } }' } })
  const answered = () => other.messages.filter(({ type }) => type === 'complete').length
  for (let n = 1; n <= 3; n++) {
    other.send({ id: `during ${n}`, type: 'subscribe', payload: { query: '{ viewer { __typename } }' } })
    await expect.poll(answered, pollOptions).toBe(n)
  }
  await expect.poll(() => client.types().filter(type => type === 'pong').length, pollOptions).toBe(count)
  expect(client.socket.readyState).toBe(WebSocket.OPEN)
})

test('messages of a client that does not read are read when it reads again', async () => {
  const client = await open()
  client.send(init())
  await expect.poll(client.types, pollOptions).toEqual(['connection_ack'])
  const raw = (client.socket as unknown as { _socket: Socket })._socket
  raw.pause()
  const message = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(60_000) } })
  const count = 600
  for (let n = 0; n < count; n++) client.socket.send(message)
  // What the buffers of the system hold is gone by then.
  await sleep(2_000)
  expect(client.socket.bufferedAmount).toBeGreaterThan((count * message.length) / 2)
  raw.resume()
  await expect.poll(() => client.types().filter(type => type === 'pong').length, pollOptions).toBe(count)
})

test('a failure to load the caller closes with 1013, says nothing internal, and is logged', async () => {
  const client = await open()
  await withClient(server.ownerUrl, owner => owner.query('ALTER TABLE api_token RENAME TO api_token_away'))
  try {
    client.send(init())
    expect(await client.closed).toEqual({ code: 1013, reason: 'Try again later' })
  } finally {
    await withClient(server.ownerUrl, owner => owner.query('ALTER TABLE api_token_away RENAME TO api_token'))
  }
  expect(server.logged).toContainEqual(
    expect.objectContaining({ msg: 'The caller of a connection could not be loaded' }),
  )
})
