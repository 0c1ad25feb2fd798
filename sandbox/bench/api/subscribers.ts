/**
 * `node sandbox/bench/api/subscribers.ts <url> <count>`: opens this many connections to a server over graphql-ws, each with
 * one subscription, and 200 from each address of this machine. Reads the slug and the tokens from SUBSCRIPTION. Sends
 * 'ready' when each has its first state. Each further state has the time of its record in `bytesDone`. On the message 'end',
 * sends how many came, and how late they were in milliseconds. Only the bench `live` runs it, so it checks no arguments.
 */
import WebSocket from 'ws'

const connectionsPerAddress = 200
/** How many connections open at a time. */
const openingAtOnce = 50

export type Deliveries = { count: number; p50: number; p99: number; max: number }

const [url = '', count] = process.argv.slice(2)
const { slug, tokens } = JSON.parse(process.env.SUBSCRIPTION!) as { slug: string; tokens: string[] }
const query = `subscription($slug: String!) { syncProgress(package: $slug) {
  id status phase entriesListed calculated filesTotal filesDone bytesTotal bytesDone bytesPerSecond secondsLeft percent finishedAt } }`
const subscribe = JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { slug } } })

const delays: number[] = []
const sockets: WebSocket[] = []

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
    socket.on('message', data => {
      const receivedAt = performance.timeOrigin + performance.now()
      const text = String(data)
      if (text.includes('"connection_ack"')) return socket.send(subscribe)
      if (text.includes('"ping"')) return socket.send('{"type":"pong"}')
      const recordedAt = /"bytesDone":(\d+)/.exec(text)?.[1]
      if (!recordedAt) return reject(new Error(text))
      if (isFirst) resolve()
      else delays.push(receivedAt - Number(recordedAt) / 1000)
      isFirst = false
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
