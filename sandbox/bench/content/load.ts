/**
 * `node sandbox/bench/content/load.ts <address> <connections> <seconds>`: sends requests over persistent connections,
 * each as soon as the previous response has arrived. `{n}` in the address is replaced by a new number each time. Prints
 * responses and seconds as JSON. Sends LOAD_AUTHORIZATION as the header Authorization, if it is set. Any status other than 200
 * ends it. Only benches run it, so it checks no arguments.
 */
import { connect } from 'node:net'

const [address = '', connections, seconds] = process.argv.slice(2)
const { hostname, port, host, pathname, search } = new URL(address)
const accept = 'application/graphql-response+json, application/json'
const authorization = process.env.LOAD_AUTHORIZATION ? `Authorization: ${process.env.LOAD_AUTHORIZATION}\r\n` : ''
const head = `Host: ${host}\r\nAccept: ${accept}\r\n${authorization}\r\n`
const path = `${pathname}${search}`.replace('%7Bn%7D', '{n}')
const fixedRequest = Buffer.from(`GET ${path} HTTP/1.1\r\n${head}`)

let requestCount = 0
let responseCount = 0
const request = () =>
  path.includes('{n}') ? `GET ${path.replace('{n}', String(requestCount++))} HTTP/1.1\r\n${head}` : fixedRequest

/** Returns the length of the response at the start of these bytes, or null if it is still incomplete. */
function lengthOf(bytes: Buffer): number | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const responseHead = bytes.toString('latin1', 0, end)
  if (!responseHead.startsWith('HTTP/1.1 200')) throw new Error(bytes.toString())
  const length = /^content-length: (\d+)/im.exec(responseHead)
  if (length) return end + 4 + Number(length[1])
  const last = bytes.indexOf('0\r\n\r\n', end)
  return last < 0 ? null : last + 5
}

function sendRequests(deadline: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0)
    const socket = connect(Number(port), hostname, () => socket.write(request()))
    socket.setNoDelay(true)
    socket.once('error', reject).once('close', () => resolve())
    socket.on('data', chunk => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
      const length = lengthOf(bytes)
      if (length === null || bytes.length < length) return
      bytes = bytes.subarray(length)
      responseCount++
      if (performance.now() < deadline) socket.write(request())
      else socket.end()
    })
  })
}

const startedAt = performance.now()
const deadline = startedAt + Number(seconds) * 1000
await Promise.all(Array.from({ length: Number(connections) }, () => sendRequests(deadline)))
console.log(JSON.stringify({ responses: responseCount, seconds: (performance.now() - startedAt) / 1000 }))
