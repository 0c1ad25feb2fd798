import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Duplex } from 'node:stream'
import type { ExecutionResult } from 'graphql'
import type { Extra } from 'graphql-ws/use/ws'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { sendResults } from './send-results.ts'

type Results = AsyncGenerator<ExecutionResult, void>

const pollOptions = { timeout: 30_000 }

/** A connection of a client, and the messages that it got. */
async function connect() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  onTestFinished(() => server.close())
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => client.terminate())
  const messages: string[] = []
  client.on('message', message => messages.push(String(message)))
  const [[socket, request]] = await Promise.all([once(server, 'connection'), once(client, 'open')])
  return { extra: { socket, request } as Extra, messages }
}

test.each([0, 100, 126, 70_000])(
  'sends results of %i characters whole and in order, between messages of ws',
  async length => {
    const { extra, messages } = await connect()
    const text = 'é'.repeat(length)
    async function* results(): Results {
      for (const number of [1, 2, 3]) {
        extra.socket.send(`before ${number}`)
        yield { data: { number, text } }
      }
    }
    expect(await sendResults(extra, 'a"b', results(), null).next()).toEqual({ done: true, value: undefined })
    await expect.poll(() => messages.length, pollOptions).toBe(6)
    expect(messages.filter((_, index) => index % 2 === 0)).toEqual(['before 1', 'before 2', 'before 3'])
    const sent = messages.filter((_, index) => index % 2 === 1).map(message => JSON.parse(message))
    expect(sent).toEqual([1, 2, 3].map(number => ({ id: 'a"b', type: 'next', payload: { data: { number, text } } })))
  },
)

test('turns a result into text once for all who share it', async () => {
  const { extra, messages } = await connect()
  let conversions = 0
  const result: ExecutionResult = { data: { toJSON: () => ++conversions } }
  async function* results(): Results {
    yield result
  }
  for (const id of ['a', 'b', 'c']) await sendResults(extra, id, results(), null).next()
  await expect
    .poll(() => messages.map(message => JSON.parse(message)))
    .toMatchObject(['a', 'b', 'c'].map(id => ({ id, payload: { data: 1 } })))
})

test('leaves results with errors to graphql-ws', async () => {
  const { extra, messages } = await connect()
  const failed = { errors: [] } as ExecutionResult
  async function* results(): Results {
    yield { data: { number: 1 } }
    yield failed
  }
  expect(await sendResults(extra, 'a', results(), null).next()).toEqual({ done: false, value: failed })
  await expect.poll(() => messages.length, pollOptions).toBe(1)
})

test('asks for the next result when the last one has left the process, and sends none to a closed socket', async () => {
  let taken = () => {}
  let writes = 0
  const slow = new Duplex({
    write(_chunk, _encoding, callback) {
      writes++
      taken = callback
    },
  })
  const socket = { readyState: 1, OPEN: 1 }
  let asked = 0
  async function* results(): Results {
    while (asked < 3) yield { data: { number: ++asked } }
  }
  const end = sendResults({ socket, request: { socket: slow } } as unknown as Extra, 'a', results(), null).next()
  await expect.poll(() => writes, pollOptions).toBe(1)
  expect(asked).toBe(1)
  taken()
  await expect.poll(() => writes, pollOptions).toBe(2)
  expect(asked).toBe(2)
  socket.readyState = 3
  taken()
  await end
  expect([asked, writes]).toEqual([3, 2])
})
