import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request, type Server } from 'node:http'
import { type AddressInfo, BlockList, connect } from 'node:net'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { closeListener, createListener, type Handler, type HttpTimeouts, listen } from './listener.ts'

const log = pino({ level: 'silent' })
const open: Server[] = []
afterEach(() => Promise.all(open.splice(0).map(server => closeListener(server, 0))))

async function listening(handler: Handler, timeouts: Partial<HttpTimeouts> = {}): Promise<number> {
  const trustedProxies = new BlockList()
  const server = createListener(log, handler, { trustedProxies, timeouts })
  open.push(server)
  await listen(server, 0, '127.0.0.1')
  return (server.address() as AddressInfo).port
}

const hello: Handler = (_message, response) => void response.end('hello')

/** All that a connection answers until the server ends it. */
async function answerTo(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', data => {
    text += data
  })
  socket.on('error', () => {})
  socket.write(sent)
  await once(socket, 'close')
  return text
}

test('whoever sends headers drop by drop is cut', async () => {
  const port = await listening(hello, { headersTimeout: 300, connectionsCheckingInterval: 50 })
  expect(await answerTo(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408/)
  expect(await answerTo(port, '')).toMatch(/^(HTTP\/1\.1 408|$)/)
})

test('whoever does not send what was announced is cut', async () => {
  const read: Handler = async (message, response) => {
    for await (const _ of message);
    response.end()
  }
  const timeouts = { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 }
  const port = await listening(read, timeouts)
  const text = await answerTo(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc')
  expect(text).toMatch(/^(HTTP\/1\.1 408|$)/)
})

test('headers that are too long are not read', async () => {
  const port = await listening(hello)
  const long = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`
  expect(await answerTo(port, long)).toMatch(/^HTTP\/1\.1 431/)
})

test('a reader who takes nothing of an answer is cut, one who takes it slowly is not', async () => {
  const megabytes = 40
  const ended: boolean[] = []
  const large: Handler = (_message, response) => {
    response.once('close', () => ended.push(response.writableFinished))
    response.end(Buffer.alloc(megabytes * 1024 ** 2))
  }
  const port = await listening(large, { idleTimeout: 2_000 })
  const asked = () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    return socket
  }
  const nothing = asked().pause()
  await expect.poll(() => ended, { timeout: 30_000 }).toEqual([false])
  nothing.destroy()
  const slow = asked()
  let taken = 0
  slow.on('data', ({ length }) => {
    taken += length
    slow.pause()
    setTimeout(() => slow.resume(), 1)
  })
  await once(slow, 'end')
  expect(taken).toBeGreaterThan(megabytes * 1024 ** 2)
})

/** As many as a process may have open here, up to ten thousand. */
const limit = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()) || 1024
const connections = Math.min(10_000, Math.max(100, limit - 500))

/** Opens connections that ask once and then say nothing; tells when all were answered. */
const idlers = `
const { connect } = require('node:net')
const [port, count] = process.argv.slice(1).map(Number)
let answered = 0, opened = 0
const next = () => {
  if (opened++ >= count) return
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'))
  socket.on('error', error => { console.error(error); process.exit(1) })
  socket.once('data', () => { if (++answered === count) process.send('all'); next() })
  socket.on('close', () => process.exit(2))
}
for (let lane = 0; lane < 100; lane++) next()
`

test(`${connections} connections that say nothing keep nobody from being answered`, async () => {
  const port = await listening(hello)
  const child = spawn(process.execPath, ['-e', idlers, `${port}`, `${connections}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const [told] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    expect(told).toBe('all')
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const asked = request({ port, host: '127.0.0.1', agent: false })
    asked
      .on('error', reject)
      .on('response', answer => resolve(answer.resume().statusCode!))
      .end()
    expect(await promise).toBe(200)
    const count = await new Promise<number>(resolve => open[0]!.getConnections((_error, number) => resolve(number)))
    expect(count).toBeGreaterThanOrEqual(connections)
  } finally {
    child.kill('SIGKILL')
  }
})
