import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request, type Server } from 'node:http'
import { type AddressInfo, BlockList, connect } from 'node:net'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { closeListener, createListener, type Handler, type HttpTimeouts, listen } from './listener.ts'

const log = pino({ level: 'silent' })
const openServers: Server[] = []
afterEach(() => Promise.all(openServers.splice(0).map(server => closeListener(server, 0))))

async function startListener(handler: Handler, timeouts: Partial<HttpTimeouts> = {}): Promise<number> {
  const trustedProxies = new BlockList()
  const server = createListener(log, handler, { trustedProxies, timeouts })
  openServers.push(server)
  await listen(server, 0, '127.0.0.1')
  return (server.address() as AddressInfo).port
}

const hello: Handler = (_message, response) => void response.end('hello')

/** Sends text on a connection. Returns everything that the server sends until it closes the connection. */
async function exchange(port: number, input: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', data => {
    text += data
  })
  socket.on('error', () => {})
  socket.write(input)
  await once(socket, 'close')
  return text
}

test('closes a connection that sends its headers too slowly', async () => {
  const port = await startListener(hello, { headersTimeout: 300, connectionsCheckingInterval: 50 })
  expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408/)
  expect(await exchange(port, '')).toMatch(/^(HTTP\/1\.1 408|$)/)
})

test('closes a connection that does not send the whole body', async () => {
  const read: Handler = async (message, response) => {
    for await (const _ of message);
    response.end()
  }
  const timeouts = { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 }
  const port = await startListener(read, timeouts)
  const text = await exchange(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc')
  expect(text).toMatch(/^(HTTP\/1\.1 408|$)/)
})

test('rejects headers that are too long', async () => {
  const port = await startListener(hello)
  const long = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`
  expect(await exchange(port, long)).toMatch(/^HTTP\/1\.1 431/)
})

test('closes a connection that stops reading, but not one that reads slowly', async () => {
  const megabytes = 40
  const ended: boolean[] = []
  const large: Handler = (_message, response) => {
    response.once('close', () => ended.push(response.writableFinished))
    response.end(Buffer.alloc(megabytes * 1024 ** 2))
  }
  const port = await startListener(large, { idleTimeout: 2_000 })
  const openClient = () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    return socket
  }
  const stalled = openClient().pause()
  await expect.poll(() => ended, { timeout: 30_000 }).toEqual([false])
  stalled.destroy()
  const slow = openClient()
  let receivedBytes = 0
  slow.on('data', ({ length }) => {
    receivedBytes += length
    slow.pause()
    setTimeout(() => slow.resume(), 1)
  })
  await once(slow, 'end')
  expect(receivedBytes).toBeGreaterThan(megabytes * 1024 ** 2)
})

/** The number of connections: as many as this process may open, up to 10,000. */
const limit = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()) || 1024
const connections = Math.min(10_000, Math.max(100, limit - 500))

/** Opens connections that send one request and then stay idle. Reports when all have a response. */
const idlers = `
const { connect } = require('node:net')
const [port, count] = process.argv.slice(1).map(Number)
let received = 0, opened = 0
const next = () => {
  if (opened++ >= count) return
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'))
  socket.on('error', error => { console.error(error); process.exit(1) })
  socket.once('data', () => { if (++received === count) process.send('all'); next() })
  socket.on('close', () => process.exit(2))
}
for (let i = 0; i < 100; i++) next()
`

test(`${connections} idle connections do not block a new request`, async () => {
  const port = await startListener(hello)
  const child = spawn(process.execPath, ['-e', idlers, `${port}`, `${connections}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const [report] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    expect(report).toBe('all')
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const newRequest = request({ port, host: '127.0.0.1', agent: false })
    newRequest
      .on('error', reject)
      .on('response', response => resolve(response.resume().statusCode!))
      .end()
    expect(await promise).toBe(200)
    const count = await new Promise<number>(resolve =>
      openServers[0]!.getConnections((_error, number) => resolve(number)),
    )
    expect(count).toBeGreaterThanOrEqual(connections)
  } finally {
    child.kill('SIGKILL')
  }
})

test('answers a request target in absolute form as its path, at its host', async () => {
  const port = await startListener(({ url, headers }, response) => void response.end(`${headers.host} ${url}`))
  const answer = async (target: string) =>
    (await exchange(port, `GET ${target} HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n`)).split('\r\n\r\n')[1]
  expect(await answer('http://content.test:81/a//b?c=d')).toBe('content.test:81 /a//b?c=d')
  expect(await answer('HTTPS://content.test')).toBe('content.test /')
  expect(await answer('http://content.test?x=http://y/')).toBe('content.test /?x=http://y/')
  expect(await answer('/a?b=http://c/')).toBe('other /a?b=http://c/')
})
