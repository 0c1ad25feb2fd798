import type { ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterEach, expect, test } from 'vitest'
import type { Fault } from './fault.ts'
import { applyFault } from './apply-fault.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server whose every call is struck, and one POST to it; `received` are the body's bytes before `error`, if there was one. */
async function call(fault: Partial<Fault> | undefined, carryOut: (response: ServerResponse) => Promise<void> | void) {
  const failures: unknown[] = []
  const server = createServer((incoming, response) => {
    applyFault(fault as Fault, incoming, response, carryOut).catch(error => {
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
  await new Promise<void>(over => {
    const fail = (error: Error) => {
      outcome.error ??= error
      over()
    }
    const sent = request(
      { port, host: '127.0.0.1', method: 'POST', agent: new Agent({ keepAlive: true }) },
      response => {
        outcome.status = response.statusCode
        outcome.headers = response.headers
        response.on('data', chunk => chunks.push(chunk))
        response.once('end', over)
        response.once('error', fail)
      },
    )
    sent.once('error', fail)
    sent.end('x'.repeat(1_000_000))
  })
  const body = Buffer.concat(chunks)
  return { ...outcome, received: body.length, body: String(body.subarray(0, 100)), failures }
}

const big = () => Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65_536)))

test('without a fault the call is carried out as ever', async () => {
  expect(await call(undefined, response => void response.end('yes'))).toMatchObject({ status: 200, body: 'yes' })
})

test('status answers so, and nothing is carried out', async () => {
  let carried = 0
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '2' }, body: 'slow down' } as const
  const outcome = await call(fault, () => void carried++)
  expect(outcome).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, body: 'slow down' })
  expect(carried).toBe(0)
})

test('late-status carries out, however long the answer that is thrown away, and then answers so', async () => {
  let carried = 0
  const outcome = await call({ kind: 'late-status', status: 502, body: 'lost' }, async response => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    await pipeline(big(), response)
    carried++
  })
  expect(outcome).toMatchObject({ status: 502, body: 'lost' })
  expect(outcome.headers).not.toHaveProperty('content-type')
  expect(carried).toBe(1)
})

test('reset breaks the connection, and nothing is carried out', async () => {
  let carried = 0
  const outcome = await call({ kind: 'reset' }, () => void carried++)
  expect(outcome.error).toMatchObject({ code: 'ECONNRESET' })
  expect(carried).toBe(0)
})

test('reset after 0 bytes carries out and loses the answer', async () => {
  let carried = 0
  const outcome = await call({ kind: 'reset', afterBytes: 0 }, response => {
    carried++
    response.writeHead(200).end('yes')
  })
  expect(outcome).toMatchObject({ received: 0, error: { code: 'ECONNRESET' } })
  expect(outcome.status).toBeUndefined()
  expect(carried).toBe(1)
})

test('reset in the middle lets exactly so many bytes of the body through', async () => {
  const outcome = await call({ kind: 'reset', afterBytes: 100_001 }, async response => {
    response.writeHead(200, { 'content-length': 64 * 65_536 })
    await pipeline(big(), response)
  })
  expect(outcome).toMatchObject({ status: 200, received: 100_001, error: { code: 'ECONNRESET' }, failures: [] })
})

test('what the work throws is thrown on', async () => {
  const outcome = await call({ kind: 'late-status', status: 500 }, () => {
    throw new Error('the work failed')
  })
  expect(outcome.failures).toMatchObject([{ message: 'the work failed' }])
})

test('an answer sent with end alone is cut as well', async () => {
  const outcome = await call({ kind: 'reset', afterBytes: 3 }, response => {
    response.writeHead(200, { 'content-length': 5 }).end('12345')
  })
  expect(outcome).toMatchObject({ body: '123', error: { code: 'ECONNRESET' } })
})

test('the text of a body is readable by whoever carries out', async () => {
  let seen = ''
  const server = createServer((incoming, response) => {
    void applyFault(undefined, incoming, response, async heard => {
      seen = await text(incoming)
      heard.end()
    })
  }).listen(0, '127.0.0.1')
  closing.push(() => void server.close())
  await new Promise(listening => server.once('listening', listening))
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { method: 'POST', body: 'hello' })
  expect(seen).toBe('hello')
})
