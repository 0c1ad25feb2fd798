/** For tests: a file at an address that answers range requests, as S3 does. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Serves a file to ranged requests. `answer` can do something else instead, and says so by returning true. */
export async function serveFile(file: Buffer, answer: (response: ServerResponse) => boolean = () => false) {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    if (answer(response)) return
    const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
    const [start, end] = [Number(from ?? 0), Math.min(file.length, to ? Number(to) + 1 : file.length)]
    const range = `bytes ${start}-${end - 1}/${file.length}`
    const headers = { 'content-length': end - start, 'content-range': range, 'accept-ranges': 'bytes' }
    response.writeHead(206, headers).end(file.subarray(start, end))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/film`
  return { input: { url, bytes: file.length }, requests: () => requests }
}
