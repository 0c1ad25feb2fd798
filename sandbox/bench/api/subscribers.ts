/**
 * `node sandbox/bench/api/subscribers.ts <url> <count>`: opens this many connections to a server over graphql-ws, each with
 * one subscription, and 200 from each address of this machine. Reads the slug and the tokens from SUBSCRIPTION. Sends
 * 'ready' when each has its first state. Each further state has the time of its record in `bytesDone`. On the message 'end',
 * sends how many came, and how late they were in milliseconds. Only the bench `live` runs it, so it checks no arguments.
 */
import { randomUUID } from 'node:crypto'
import WebSocket from 'ws'

const connectionsPerAddress = 200
/** How many connections open at a time. */
const openingAtOnce = 50

export type Deliveries = { count: number; p50: number; p99: number; max: number }

const [url = '', count] = process.argv.slice(2)
const { slug, tokens } = JSON.parse(process.env.SUBSCRIPTION!) as { slug: string; tokens: string[] }
const query = `subscription($slug: String!) { syncProgress(package: $slug) {
  id status phase entriesListed calculated filesTotal filesDone bytesTotal bytesDone bytesPerSecond secondsLeft percent finishedAt } }`
/** The beginning of each result, which differs: a client of graphql-ws makes up an id for each operation. */
const idBytes = `{"id":"${randomUUID()}"`.length

const delays: number[] = []
const sockets: WebSocket[] = []

const lastState = { bytes: Buffer.alloc(0), recordedAt: 0 }

/** Returns the time in milliseconds that a state contains. Parses a text once, as most subscribers get the same one. */
function recordTime(message: Buffer): number {
  const bytes = message.subarray(idBytes)
  if (bytes.equals(lastState.bytes)) return lastState.recordedAt
  const recordedAt = /"bytesDone":(\d+)/.exec(bytes.toString())?.[1]
  if (!recordedAt) throw new Error(message.toString())
  Object.assign(lastState, { bytes: Buffer.from(bytes), recordedAt: Number(recordedAt) / 1000 })
  return lastState.recordedAt
}

/** Resolves with the first state. */
function open(number: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const localAddress = `127.0.${1 + Math.floor(number / connectionsPerAddress)}.1`
    const socket = new WebSocket(url, 'graphql-transport-ws', { localAddress, perMessageDeflate: false })
    sockets.push(socket)
    socket.once('error', reject)
    socket.once('close', code => reject(new Error(`Connection ${number} was closed with ${code}`)))
    const authorization = `Bearer ${tokens[number % tokens.length]}`
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })))
    let isFirst = true
    socket.once('message', () => {
      socket.send(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: { query, variables: { slug } } }))
      socket.on('message', (message: Buffer) => {
        const receivedAt = performance.timeOrigin + performance.now()
        const recordedAt = recordTime(message)
        if (isFirst) resolve()
        else delays.push(receivedAt - recordedAt)
        isFirst = false
      })
    })
  })
}

let next = 0
const opener = async () => {
  while (next < Number(count)) await open(next++)
}
await Promise.all(Array.from({ length: openingAtOnce }, opener))
process.send!('ready')
process.once('message', () => {
  const sorted = Float64Array.from(delays).sort()
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
  const deliveries: Deliveries = { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
  process.send!(deliveries, () => process.exit(0))
})
