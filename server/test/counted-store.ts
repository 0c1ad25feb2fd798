/** For tests: the S3 behind a pass-through that counts what is asked of it and what is still open, and can break answers off. */
import { once } from 'node:events'
import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inject } from 'vitest'
import { passThrough } from '../../sandbox/s3/pass-through.ts'

export async function openCountedStore() {
  const { hostname: host, port } = new URL(inject('s3').endpoint)
  const upstream = { host, port: Number(port), agent: new Agent({ keepAlive: true }) }
  const asked: string[] = []
  const seen = { open: 0, asked, breakAfterBytes: Number.POSITIVE_INFINITY }
  const server = createServer((message, response) => {
    seen.asked.push(`${message.method} ${message.url?.split('?')[0]} ${message.headers.range ?? ''}`.trim())
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
    /** What was asked of objects whose key ends so. */
    requestsFor: (end: string) => seen.asked.filter(line => line.split(' ')[1]!.endsWith(end)),
    async close() {
      server.close()
      server.closeAllConnections()
      upstream.agent.destroy()
    },
  }
}
