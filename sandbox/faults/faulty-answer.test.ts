import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, expect, test } from 'vitest'
import { applyFault } from './apply-fault.ts'
import type { Fault } from './fault.ts'

const hourMs = 3_600_000
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Starts a server that applies the fault to every response. Returns its failures too. */
async function buildServer(fault: Partial<Fault>, handle: (response: ServerResponse) => Promise<void> | void) {
  const failures: unknown[] = []
  const server = createServer((request, response) => {
    applyFault(fault as Fault, request, response, handle).catch(error => {
      failures.push(error)
      response.writeHead(500).end()
    })
  }).listen(0, '127.0.0.1')
  closing.push(() => server.closeAllConnections())
  closing.push(() => void server.close())
  await new Promise(listening => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}`, failures }
}

/** Returns all bytes of the connection, and how it ended. */
function readRawResponse(port: number) {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.write('GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n')
  socket.on('data', chunk => chunks.push(chunk))
  return new Promise<{ ended: string; headers: string; body: string }>(resolve => {
    const finish = (ended: string) => {
      const [headers = '', body = ''] = String(Buffer.concat(chunks)).split('\r\n\r\n', 2)
      resolve({ ended, headers, body })
    }
    socket.once('end', () => finish('normally'))
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? ''))
  })
}

const sendDigits = (response: ServerResponse) =>
  void response.writeHead(200, { 'content-length': 10 }).end('0123456789')

/** Sends a body in chunks that is larger than any buffer. */
const sendLargeBody = async (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': 64 * 65_536 })
  await pipeline(Readable.from(Array.from({ length: 64 }, (_, index) => Buffer.alloc(65_536, index))), response)
}

test('sends afterBytes bytes and closes the connection normally when the fault is a cut', async () => {
  const { port, failures } = await buildServer({ kind: 'cut', afterBytes: 4 }, sendDigits)
  expect(await readRawResponse(port)).toMatchObject({ ended: 'normally', body: '0123' })
  expect(await readRawResponse(port)).toMatchObject({
    headers: expect.stringMatching(/^HTTP\/1.1 200 OK.*content-length: 10/s),
  })
  expect(failures).toEqual([])
})

test('sends headers without a body when a cut has no afterBytes', async () => {
  const { port } = await buildServer({ kind: 'cut' }, sendDigits)
  expect(await readRawResponse(port)).toMatchObject({
    ended: 'normally',
    headers: expect.stringMatching(/^HTTP\/1.1 200/),
    body: '',
  })
})

test('omits the final chunk when it cuts a chunked body, so that clients notice', async () => {
  const { port, url } = await buildServer(
    { kind: 'cut', afterBytes: 4 },
    response => void response.writeHead(200).end('0123456789'),
  )
  expect((await readRawResponse(port)).body).toBe('4\r\n0123\r\n')
  await expect((await fetch(url)).text()).rejects.toThrow('terminated')
})

test('ends the handler when it cuts a long body', async () => {
  let ended = false
  const { url, failures } = await buildServer({ kind: 'cut', afterBytes: 100_001 }, async response => {
    await sendLargeBody(response).finally(() => {
      ended = true
    })
  })
  await expect((await fetch(url)).arrayBuffer()).rejects.toThrow('terminated')
  await expect.poll(() => ended).toBe(true)
  expect(failures).toEqual([])
})

test('flips one byte of the body in any chunk', async () => {
  const { url } = await buildServer({ kind: 'flip', afterBytes: 7 }, sendDigits)
  expect(await (await fetch(url)).text()).toBe('0123456689')
  const { url: long } = await buildServer({ kind: 'flip', afterBytes: 200_000 }, sendLargeBody)
  const body = Buffer.from(await (await fetch(long)).arrayBuffer())
  const expected = Buffer.concat(Array.from({ length: 64 }, (_, index) => Buffer.alloc(65_536, index)))
  expected[200_000]! ^= 1
  expect(body.equals(expected)).toBe(true)
})

test('changes nothing when the offset of a flip is past the end of the body', async () => {
  const { url } = await buildServer({ kind: 'flip', afterBytes: 10 }, sendDigits)
  expect(await (await fetch(url)).text()).toBe('0123456789')
})

test('sends afterBytes bytes, pauses, then sends the rest when the fault is a stall', async () => {
  const { url: shortStallUrl } = await buildServer({ kind: 'stall', afterBytes: 100_000, delayMs: 20 }, sendLargeBody)
  expect((await (await fetch(shortStallUrl)).arrayBuffer()).byteLength).toBe(64 * 65_536)

  const { url } = await buildServer({ kind: 'stall', afterBytes: 3, delayMs: hourMs }, sendDigits)
  const body = (await fetch(url)).body!.getReader()
  expect(Buffer.from((await body.read()).value!).toString()).toBe('012')
  await body.cancel()
})

test('handles the call but sends nothing when it stalls before the status line', async () => {
  const clientAbort = new AbortController()
  const { url } = await buildServer({ kind: 'stall', delayMs: hourMs }, response => {
    response.writeHead(200).end()
    clientAbort.abort()
  })
  await expect(fetch(url, { signal: clientAbort.signal })).rejects.toThrow('aborted')
})

test('answers normally after a delay', async () => {
  const { url } = await buildServer({ kind: 'delay', delayMs: 20 }, sendDigits)
  expect(await (await fetch(url)).text()).toBe('0123456789')
})

test('does not handle the call when the client hangs up during a delay', async () => {
  let handledCount = 0
  const { url } = await buildServer({ kind: 'delay', delayMs: hourMs }, () => void handledCount++)
  await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout')
  expect(handledCount).toBe(0)
})

test('rethrows what the handler throws before it responds, and still allows a response', async () => {
  for (const kind of ['cut', 'flip', 'reset'] as const) {
    const { url, failures } = await buildServer({ kind, afterBytes: 1 }, () => {
      throw new Error('the handler failed')
    })
    expect((await fetch(url)).status).toBe(500)
    expect(failures).toMatchObject([{ message: 'the handler failed' }])
  }
})
