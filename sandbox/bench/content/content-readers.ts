/**
 * `node sandbox/bench/content/content-readers.ts <address> <times> [readers]`: each reader (default: 1) reads a file
 * `times` times in a row. Prints bytes and seconds as JSON.
 * `… <address> slow <readers>`: each reader takes one chunk per second. Sends `ready` when all have started, then reads
 * until it is killed. Only the bench `content` runs it, so it checks no arguments.
 */
import { connect, type Socket } from 'node:net'

const [address = '', timesOrMode = '', readers] = process.argv.slice(2)
const { hostname, port, host, pathname, search } = new URL(address)
const requestText = (connection: string) =>
  `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: ${connection}\r\n\r\n`

function openConnection(connection: string): Socket {
  const socket = connect({ port: Number(port), host: hostname }, () => socket.write(requestText(connection)))
  return socket.once('error', fail)
}

function fail(error: unknown): never {
  console.error(error)
  process.exit(1)
}

/** Reads until the server closes the connection. Resolves to the number of bytes, including headers. */
function readWhole(): Promise<number> {
  let bytes = 0
  const socket = openConnection('close')
  socket.once('data', (chunk: Buffer) => /^HTTP\/1\.1 200/.test(chunk.toString('latin1', 0, 20)) || fail(`${chunk}`))
  socket.on('data', chunk => {
    bytes += chunk.length
  })
  return new Promise(resolve => socket.once('close', () => resolve(bytes)))
}

function readSlowly(): Promise<void> {
  const socket = openConnection('keep-alive')
  socket.on('data', () => {
    socket.pause()
    setTimeout(() => socket.resume(), 1_000)
  })
  socket.once('close', () => fail('The server closed the connection of a slow reader.'))
  return new Promise(resolve => socket.once('data', () => resolve()))
}

if (timesOrMode === 'slow') {
  for (let started = 0; started < Number(readers); started += 50)
    await Promise.all(Array.from({ length: 50 }, readSlowly))
  process.send?.('ready')
} else {
  const startedAt = performance.now()
  let bytes = 0
  const readRepeatedly = async () => {
    for (let count = 0; count < Number(timesOrMode); count++) bytes += await readWhole()
  }
  await Promise.all(Array.from({ length: Number(readers ?? 1) }, readRepeatedly))
  console.log(JSON.stringify({ bytes, seconds: (performance.now() - startedAt) / 1000 }))
}
