import type { ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterEach, expect, test } from 'vitest'
import { applyFault } from './apply-fault.ts'
import type { Fault } from './fault.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Sends one POST to a server that applies the fault. `received` counts the body bytes before `error`, if any. */
async function call(fault: Partial<Fault> | undefined, handle: (response: ServerResponse) => Promise<void> | void) {
  const failures: unknown[] = []
  const server = createServer((incoming, response) => {
    applyFault(fault as Fault, incoming, response, handle).catch(error => {
      failures.push(error)
      response.destroy()
    })
  }).listen(0, '127.0.0.1')
  closing.push(() => server.closeAllConnections())
  closing.push(() => void server.close())
  await new Promise(listening => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  const outcome: { status?: number; headers?: object; error?: Error } = {}
  const chunks: Buffer[] = []
  await new Promise<void>(resolve => {
    const fail = (error: Error) => {
      outcome.error ??= error
      resolve()
    }
    const sent = request(
      { port, host: '127.0.0.1', method: 'POST', agent: new Agent({ keepAlive: true }) },
      response => {
        outcome.status = response.statusCode
        outcome.headers = response.headers
        response.on('data', chunk => chunks.push(chunk))
        response.once('end', resolve)
        response.once('error', fail)
      },
    )
    sent.once('error', fail)
    sent.end('x'.repeat(1_000_000))
  })
  const body = Buffer.concat(chunks)
  return { ...outcome, received: body.length, body: String(body.subarray(0, 100)), failures }
}

const largeBody = () => Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65_536)))

test('handles the call normally without a fault', async () => {
  expect(await call(undefined, response => void response.end('yes'))).toMatchObject({ status: 200, body: 'yes' })
})

test('sends the status without handling the call', async () => {
  let handledCount = 0
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '2' }, body: 'slow down' } as const
  const outcome = await call(fault, () => void handledCount++)
  expect(outcome).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, body: 'slow down' })
  expect(handledCount).toBe(0)
})

test('handles the call, discards even a long response, then sends the late-status', async () => {
  let handledCount = 0
  const outcome = await call({ kind: 'late-status', status: 502, body: 'lost' }, async response => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    await pipeline(largeBody(), response)
    handledCount++
  })
  expect(outcome).toMatchObject({ status: 502, body: 'lost' })
  expect(outcome.headers).not.toHaveProperty('content-type')
  expect(handledCount).toBe(1)
})

test('resets the connection without handling the call', async () => {
  let handledCount = 0
  const outcome = await call({ kind: 'reset' }, () => void handledCount++)
  expect(outcome.error).toMatchObject({ code: 'ECONNRESET' })
  expect(handledCount).toBe(0)
})

test('handles the call and loses the response when it resets after 0 bytes', async () => {
  let handledCount = 0
  const outcome = await call({ kind: 'reset', afterBytes: 0 }, response => {
    handledCount++
    response.writeHead(200).end('yes')
  })
  expect(outcome).toMatchObject({ received: 0, error: { code: 'ECONNRESET' } })
  expect(outcome.status).toBeUndefined()
  expect(handledCount).toBe(1)
})

test('sends exactly afterBytes bytes of the body before a reset', async () => {
  const outcome = await call({ kind: 'reset', afterBytes: 100_001 }, async response => {
    response.writeHead(200, { 'content-length': 64 * 65_536 })
    await pipeline(largeBody(), response)
  })
  expect(outcome).toMatchObject({ status: 200, received: 100_001, error: { code: 'ECONNRESET' }, failures: [] })
})

test('rethrows what the handler throws', async () => {
  const outcome = await call({ kind: 'late-status', status: 500 }, () => {
    throw new Error('the handler failed')
  })
  expect(outcome.failures).toMatchObject([{ message: 'the handler failed' }])
})

test('resets a response that was sent with end alone', async () => {
  const outcome = await call({ kind: 'reset', afterBytes: 3 }, response => {
    response.writeHead(200, { 'content-length': 5 }).end('12345')
  })
  expect(outcome).toMatchObject({ body: '123', error: { code: 'ECONNRESET' } })
})

test('lets the handler read the request body', async () => {
  let seen = ''
  const server = createServer((incoming, response) => {
    void applyFault(undefined, incoming, response, async handlerResponse => {
      seen = await text(incoming)
      handlerResponse.end()
    })
  }).listen(0, '127.0.0.1')
  closing.push(() => void server.close())
  await new Promise(listening => server.once('listening', listening))
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { method: 'POST', body: 'hello' })
  expect(seen).toBe('hello')
})
