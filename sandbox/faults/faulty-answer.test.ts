import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, expect, test } from 'vitest'
import type { Fault } from './fault.ts'
import { applyFault } from './apply-fault.ts'

const hour = 3_600_000
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server whose every answer is disturbed, and what went wrong in it. */
async function buildServer(fault: Partial<Fault>, carryOut: (response: ServerResponse) => Promise<void> | void) {
  const failures: unknown[] = []
  const server = createServer((request, response) => {
    applyFault(fault as Fault, request, response, carryOut).catch(error => {
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

/** All that comes over the wire, and how the connection ended. */
function overTheWire(port: number) {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.write('GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n')
  socket.on('data', chunk => chunks.push(chunk))
  return new Promise<{ ended: string; headers: string; body: string }>(over => {
    const tell = (ended: string) => {
      const [headers = '', body = ''] = String(Buffer.concat(chunks)).split('\r\n\r\n', 2)
      over({ ended, headers, body })
    }
    socket.once('end', () => tell('in good order'))
    socket.once('error', (error: NodeJS.ErrnoException) => tell(error.code ?? ''))
  })
}

const digits = (response: ServerResponse) => void response.writeHead(200, { 'content-length': 10 }).end('0123456789')

/** In chunks, and more of them than any buffer takes in one go. */
const stream = async (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': 64 * 65_536 })
  await pipeline(Readable.from(Array.from({ length: 64 }, (_, index) => Buffer.alloc(65_536, index))), response)
}

test('cut: so many bytes of a longer body, and the connection ends in good order', async () => {
  const { port, failures } = await buildServer({ kind: 'cut', afterBytes: 4 }, digits)
  expect(await overTheWire(port)).toMatchObject({ ended: 'in good order', body: '0123' })
  expect(await overTheWire(port)).toMatchObject({
    headers: expect.stringMatching(/^HTTP\/1.1 200 OK.*content-length: 10/s),
  })
  expect(failures).toEqual([])
})

test('cut at once: headers and no body', async () => {
  const { port } = await buildServer({ kind: 'cut' }, digits)
  expect(await overTheWire(port)).toMatchObject({
    ended: 'in good order',
    headers: expect.stringMatching(/^HTTP\/1.1 200/),
    body: '',
  })
})

test('cut of a body in chunks leaves out the mark of its end, so that a client can tell', async () => {
  const { port, url } = await buildServer(
    { kind: 'cut', afterBytes: 4 },
    response => void response.writeHead(200).end('0123456789'),
  )
  expect((await overTheWire(port)).body).toBe('4\r\n0123\r\n')
  await expect((await fetch(url)).text()).rejects.toThrow('terminated')
})

test('cut in the middle of a long body ends whoever writes it', async () => {
  let ended = false
  const { url, failures } = await buildServer({ kind: 'cut', afterBytes: 100_001 }, async response => {
    await stream(response).finally(() => {
      ended = true
    })
  })
  await expect((await fetch(url)).arrayBuffer()).rejects.toThrow('terminated')
  await expect.poll(() => ended).toBe(true)
  expect(failures).toEqual([])
})

test('flip: one byte of the body is another, in whichever chunk it is', async () => {
  const { url } = await buildServer({ kind: 'flip', afterBytes: 7 }, digits)
  expect(await (await fetch(url)).text()).toBe('0123456689')
  const { url: long } = await buildServer({ kind: 'flip', afterBytes: 200_000 }, stream)
  const body = Buffer.from(await (await fetch(long)).arrayBuffer())
  const expected = Buffer.concat(Array.from({ length: 64 }, (_, index) => Buffer.alloc(65_536, index)))
  expected[200_000]! ^= 1
  expect(body.equals(expected)).toBe(true)
})

test('flip behind the end of a body changes nothing', async () => {
  const { url } = await buildServer({ kind: 'flip', afterBytes: 10 }, digits)
  expect(await (await fetch(url)).text()).toBe('0123456789')
})

test('stall: so many bytes, then silence, then the rest', async () => {
  const { url: soon } = await buildServer({ kind: 'stall', afterBytes: 100_000, delayMs: 20 }, stream)
  expect((await (await fetch(soon)).arrayBuffer()).byteLength).toBe(64 * 65_536)

  const { url } = await buildServer({ kind: 'stall', afterBytes: 3, delayMs: hour }, digits)
  const body = (await fetch(url)).body!.getReader()
  expect(Buffer.from((await body.read()).value!).toString()).toBe('012')
  await body.cancel()
})

test('stall before the status line: it was carried out, and nothing is heard of it', async () => {
  const gone = new AbortController()
  const { url } = await buildServer({ kind: 'stall', delayMs: hour }, response => {
    response.writeHead(200).end()
    gone.abort()
  })
  await expect(fetch(url, { signal: gone.signal })).rejects.toThrow('aborted')
})

test('delay: as ever, but later', async () => {
  const { url } = await buildServer({ kind: 'delay', delayMs: 20 }, digits)
  expect(await (await fetch(url)).text()).toBe('0123456789')
})

test('delay: a client that does not wait has asked for nothing', async () => {
  let carried = 0
  const { url } = await buildServer({ kind: 'delay', delayMs: hour }, () => void carried++)
  await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout')
  expect(carried).toBe(0)
})

test('what the work throws before it answers is thrown on, and can still be answered', async () => {
  for (const kind of ['cut', 'flip', 'reset'] as const) {
    const { url, failures } = await buildServer({ kind, afterBytes: 1 }, () => {
      throw new Error('the work failed')
    })
    expect((await fetch(url)).status).toBe(500)
    expect(failures).toMatchObject([{ message: 'the work failed' }])
  }
})
