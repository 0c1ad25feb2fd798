import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { recorderScript } from '../in-page/script.ts'
import { applyFault, type FaultMode } from './fault.ts'
import { Line, type Network } from './network.ts'
import { type RequestKind, requestKindOf } from './request-kind.ts'
import { ownPath, rewritePage } from './rewrite-page.ts'

/** A request that a browser made. Times are in milliseconds since the proxy started; `end` is null while it lasts. */
export type ProxiedRequest = {
  kind: RequestKind
  path: string
  start: number
  end: number | null
  bytes: number
  status: number
}

export type ProxyOptions = {
  content: string
  bare: boolean
  /** Whether pages get the recorder. It costs time, so figures are measured without it. */
  recorder: boolean
  network: Network
  faults?: Map<RequestKind, FaultMode>
}

const chunkBytes = 16 * 1024

/**
 * Stands between one browser and the content host, on a port of its own, so that no run finds another's cache. Removes
 * the player's tag from pages if they are to be bare, puts the recorder into them if wanted, shapes the line, and
 * disturbs requests by their kind.
 */
export class MatrixProxy {
  readonly requests: ProxiedRequest[] = []
  /** What happens to requests by their kind, from now on. */
  readonly faults: Map<RequestKind, FaultMode>
  readonly #options: ProxyOptions
  readonly #line: Line
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 })
  readonly #sockets = new Set<Socket>()
  readonly #since = performance.now()
  readonly #server: Server
  #online = true

  private constructor(options: ProxyOptions) {
    this.#options = options
    this.faults = options.faults ?? new Map()
    this.#line = new Line(options.network)
    this.#server = createServer((message, response) => {
      this.#answer(message, response).catch(() => response.destroy())
    })
    this.#server.on('connection', socket => {
      if (!this.#online) return socket.destroy()
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  static async start(options: ProxyOptions): Promise<MatrixProxy> {
    const proxy = new MatrixProxy(options)
    await new Promise<void>(resolve => proxy.#server.listen(0, resolve))
    return proxy
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  /** Milliseconds since the proxy started. */
  get now(): number {
    return performance.now() - this.#since
  }

  /** Changes the line from now on. */
  setNetwork(network: Network): void {
    this.#line.network = network
  }

  /** Cuts all connections and refuses new ones. */
  goOffline(): void {
    this.#online = false
    for (const socket of this.#sockets) socket.destroy()
  }

  goOnline(): void {
    this.#online = true
  }

  async stop(): Promise<void> {
    this.goOffline()
    this.#agent.destroy()
    await new Promise(resolve => this.#server.close(resolve))
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url ?? '/'
    if (path.startsWith(ownPath)) {
      const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' }
      response.writeHead(200, { ...headers, 'access-control-allow-origin': '*' })
      response.end(recorderScript)
      return
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    const kind = requestKindOf(path)
    const proxied: ProxiedRequest = { kind, path, start: this.now, end: null, bytes: 0, status: 0 }
    this.requests.push(proxied)
    response.once('close', () => {
      proxied.end = this.now
    })
    const fault = this.faults.get(kind)
    if (fault && (await applyFault(fault, message, response))) return
    if (this.#line.latencyMs > 0) await sleep(this.#line.latencyMs)
    await this.#forward(message, response, proxied)
  }

  async #forward(message: IncomingMessage, response: ServerResponse, proxied: ProxiedRequest): Promise<void> {
    const { content, bare, recorder } = this.#options
    const headers = { ...message.headers, host: new URL(content).host }
    // Only what is not rewritten may be compressed.
    headers['accept-encoding'] = mayBeRewritten(proxied) ? 'identity' : 'gzip'
    if (message.headers.origin) headers.origin = message.headers.origin.replace(this.origin, content)
    const upstream = request(new URL(proxied.path, content), { method: message.method, headers, agent: this.#agent })
    response.once('close', () => upstream.destroy())
    message.pipe(upstream)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      upstream.once('response', resolve).once('error', reject)
    })
    proxied.status = answer.statusCode!
    const sent = { ...answer.headers }
    if (sent.location) sent.location = sent.location.replace(content, this.origin)
    const type = sent['content-type'] ?? ''
    const isPage = /html/.test(type)
    if (isPage || /json/.test(type)) {
      const text = await readText(answer)
      const moved = text.replaceAll(content, this.origin)
      const body = Buffer.from(isPage ? rewritePage(moved, { bare, recorder }) : moved, 'latin1')
      // The page differs from the content host's, so no validator of it may be repeated.
      const { etag: _, 'content-length': __, ...others } = sent
      response.writeHead(proxied.status, { ...others, 'content-length': body.length })
      await this.#send(response, body, proxied)
    } else {
      response.writeHead(proxied.status, sent)
      for await (const chunk of answer) await this.#send(response, chunk as Buffer, proxied)
    }
    response.end()
  }

  async #send(response: ServerResponse, bytes: Buffer, proxied: ProxiedRequest): Promise<void> {
    for (let at = 0; at < bytes.length && !response.destroyed; at += chunkBytes) {
      const chunk = bytes.subarray(at, at + chunkBytes)
      await this.#line.take(chunk.length)
      proxied.bytes += chunk.length
      if (!response.write(chunk)) await drained(response)
    }
  }
}

/** Whether an answer is a page or JSON. Files of unknown kind may be. */
const mayBeRewritten = ({ kind, path }: ProxiedRequest) =>
  ['page', 'graphql', 'other'].includes(kind) && !/\.(js|css|svg)$/.test(path)

/** Resolves when more may be written, or when nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      response.off('drain', end).off('close', end)
      resolve()
    }
    response.on('drain', end).on('close', end)
  })
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
