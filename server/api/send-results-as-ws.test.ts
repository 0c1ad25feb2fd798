import { once } from 'node:events'
import { type AddressInfo, connect as connectTcp } from 'node:net'
import type { ExecutionResult } from 'graphql'
import type { Extra } from 'graphql-ws/use/ws'
import { expect, onTestFinished, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { sendResults } from './send-results.ts'

/** A connection of a client that offers compression, as browsers do, and all bytes that it got after the handshake. */
async function connect() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  onTestFinished(() => server.close())
  await once(server, 'listening')
  const client = connectTcp((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => void client.destroy())
  const chunks: Buffer[] = []
  client.on('data', chunk => chunks.push(chunk))
  const headers = {
    ...{ Host: 'localhost', Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': '13' },
    ...{ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Extensions': 'permessage-deflate' },
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  client.write(`GET / HTTP/1.1\r\n${lines.join('')}\r\n`)
  const [socket, request] = (await once(server, 'connection')) as [WebSocket, Extra['request']]
  const received = () => {
    const all = Buffer.concat(chunks)
    return all.subarray(all.indexOf('\r\n\r\n') + 4)
  }
  return { socket, extra: { socket, request } as Extra, client, received }
}

type Connection = Awaited<ReturnType<typeof connect>>
type Send = (connection: Connection, id: string, results: ExecutionResult[]) => Promise<unknown>

async function* yieldAll(results: ExecutionResult[]) {
  yield* results
}

/** Sends results as graphql-ws does. */
const sendByWs: Send = async ({ socket }, id, results) => {
  for await (const payload of yieldAll(results)) {
    if (socket.readyState !== socket.OPEN) continue
    await new Promise<void>((resolve, reject) =>
      socket.send(JSON.stringify({ id, type: 'next', payload }), error => (error ? reject(error) : resolve())),
    )
  }
}

const sendByUs: Send = ({ extra }, id, results) => sendResults(extra, id, yieldAll(results), null).next()

/** Runs the same with `ws` and with `sendResults`. Returns all bytes that the clients got until the end. */
async function bytesOfBoth(run: (connection: Connection, send: Send) => Promise<unknown>): Promise<[Buffer, Buffer]> {
  const bytes = []
  for (const send of [sendByWs, sendByUs]) {
    const connection = await connect()
    const ended = once(connection.client, 'close')
    await run(connection, send)
    connection.socket.close(1000, 'end')
    connection.client.end()
    await ended
    bytes.push(connection.received())
  }
  return bytes as [Buffer, Buffer]
}

const overhead = Buffer.byteLength(JSON.stringify({ id: 'a', type: 'next', payload: { data: { text: '' } } }))

/** A result whose message has this length in bytes, of letters that take `letter`'s bytes each, filled with spaces. */
function resultOfLength(length: number, letter: string): ExecutionResult {
  const size = Buffer.byteLength(JSON.stringify(letter)) - 2
  const count = Math.floor((length - overhead) / size)
  return { data: { text: letter.repeat(count) + ' '.repeat(length - overhead - count * size) } }
}

test.each(['x', 'é', '中', '👩‍🏫', '"', '\n', '\ud800'])(
  'sends the same bytes as ws for messages of every frame length: letters %j',
  async letter => {
    const lengths = [overhead, 124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537, 300_000]
    const results = lengths.map(length => resultOfLength(length, letter))
    const sent = results.map(payload => Buffer.byteLength(JSON.stringify({ id: 'a', type: 'next', payload })))
    expect(sent).toEqual(lengths)
    const [expected, found] = await bytesOfBoth((connection, send) => send(connection, 'a', results))
    expect(expected.length).toBeGreaterThan(lengths.reduce((sum, length) => sum + length))
    expect(found.equals(expected)).toBe(true)
  },
)

test('keeps the order with other messages and control frames', async () => {
  const results = (start: number) => [start, start + 1].map(number => ({ data: { number, text: 'x'.repeat(70_000) } }))
  const [expected, found] = await bytesOfBoth(async (connection, send) => {
    const { socket } = connection
    socket.send('first')
    const sent = [send(connection, 'a', results(1))]
    socket.ping('ping')
    socket.send('second')
    await Promise.all(sent)
    socket.pong('pong')
    await send(connection, 'b', results(3))
    socket.send('x'.repeat(100_000))
    socket.ping()
  })
  expect(found.equals(expected)).toBe(true)
  expect(found.indexOf('first')).toBeLessThan(found.indexOf('second'))
})

test('sends nothing after the close frame, nor after the connection was lost', async () => {
  const [expected, found] = await bytesOfBoth(async (connection, send) => {
    await send(connection, 'a', [{ data: { number: 1 } }])
    connection.socket.close(1000, 'end')
    await send(connection, 'a', [{ data: { number: 2 } }])
  })
  expect(found.equals(expected)).toBe(true)
  expect(found.includes('"number":2')).toBe(false)
  const lost = await connect()
  lost.client.destroy()
  await once(lost.socket, 'close')
  expect(await sendByUs(lost, 'a', [{ data: { number: 1 } }])).toEqual({ done: true, value: undefined })
})

test('what waits counts in the buffered amount of ws', async () => {
  const connection = await connect()
  connection.client.pause()
  const result = { data: { text: 'x'.repeat(32 * 1024 * 1024) } }
  const sending = sendByUs(connection, 'a', [result])
  await expect.poll(() => connection.socket.bufferedAmount).toBeGreaterThan(1024 * 1024)
  connection.client.destroy()
  // The connection is lost, so nothing waits any more.
  await sending
})
