/** Proxies S3 for tests. Counts requests and open responses, and can break off responses. */
import { once } from 'node:events'
import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inject } from 'vitest'
import { passThrough } from '../../sandbox/s3/pass-through.ts'

export async function openCountedStore() {
  const { hostname: host, port } = new URL(inject('s3').endpoint)
  const upstream = { host, port: Number(port), agent: new Agent({ keepAlive: true }) }
  const requests: string[] = []
  const seen = { open: 0, requests, breakAfterBytes: Number.POSITIVE_INFINITY }
  const server = createServer((message, response) => {
    seen.requests.push(`${message.method} ${message.url?.split('?')[0]} ${message.headers.range ?? ''}`.trim())
    seen.open++
    response.once('close', () => seen.open--)
    passThrough(message, response, upstream).catch(() => response.destroy())
    if (seen.breakAfterBytes === Number.POSITIVE_INFINITY) return
    const write = response.write.bind(response)
    let sent = 0
    response.write = (chunk: Buffer) => {
      sent += chunk.length
      return sent > seen.breakAfterBytes ? response.destroy().writable : write(chunk)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** Returns the requests for objects whose key ends with `end`. */
    requestsFor: (end: string) => seen.requests.filter(line => line.split(' ')[1]!.endsWith(end)),
    async close() {
      server.close()
      server.closeAllConnections()
      upstream.agent.destroy()
    },
  }
}
