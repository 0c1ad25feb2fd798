import type { Agent, IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { request as send } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** The server that requests are forwarded to. The agent keeps connections open between requests. */
export interface Upstream {
  host: string
  port: number
  agent: Agent
}

/** A response that was read whole before it was forwarded. */
export interface UpstreamResponse {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/**
 * Forwards a request unchanged (method, target, headers including `Host`, body) and streams the response back.
 * Signatures stay valid and memory stays bounded. When one side disconnects, the other side's connection ends too.
 * @param onResponse if given, receives the whole response (which must be small) before it is forwarded
 * @throws the connection's error when there is no response; `response.headersSent` says whether headers were sent
 */
export async function passThrough(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  onResponse?: (response: UpstreamResponse) => Promise<void>,
): Promise<void> {
  const upstreamRequest = send({
    host: upstream.host,
    port: upstream.port,
    agent: upstream.agent,
    method: request.method,
    path: request.url,
    headers: withContentLength(request, endToEndHeaders(request.rawHeaders)),
  })
  const abortUpstream = () => void upstreamRequest.destroy()
  const { socket } = request
  socket.once('close', abortUpstream)
  try {
    const upstreamResponse = await new Promise<IncomingMessage>((resolve, reject) => {
      upstreamRequest.on('error', reject)
      upstreamRequest.once('response', resolve)
      if (request.headers.expect === undefined) request.pipe(upstreamRequest)
      else
        upstreamRequest.once('continue', () => {
          response.writeContinue()
          request.pipe(upstreamRequest)
        })
    })
    response.sendDate = false
    // A client that never received 100 Continue cannot send the rest on this connection.
    if (!request.complete && request.headers.expect !== undefined) response.shouldKeepAlive = false
    const status = upstreamResponse.statusCode ?? 502
    if (!onResponse) {
      response.writeHead(status, upstreamResponse.statusMessage, endToEndHeaders(upstreamResponse.rawHeaders))
      if (isSmall(upstreamResponse)) response.end(await readBody(upstreamResponse))
      else await pipeline(upstreamResponse, response)
    } else {
      const body = await readBody(upstreamResponse)
      await onResponse({ status, headers: upstreamResponse.headers, body: body.toString() })
      response.writeHead(status, upstreamResponse.statusMessage, endToEndHeaders(upstreamResponse.rawHeaders))
      response.end(body)
    }
  } finally {
    socket.off('close', abortUpstream)
    request.unpipe(upstreamRequest)
    request.resume()
  }
}

/** Responses up to this size are buffered, which costs a third less than streaming. */
const maxBufferedBytes = 64 * 1024

const isSmall = ({ headers }: IncomingMessage) => Number(headers['content-length'] ?? Number.NaN) <= maxBufferedBytes

function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    message.on('data', chunk => chunks.push(chunk))
    message.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    message.once('error', reject)
  })
}

/** Headers of a single connection (RFC 9110, 7.6.1). `Transfer-Encoding` stays, so that Node uses the same framing. */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade'])

function endToEndHeaders(rawHeaders: string[]): string[] {
  const headers: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) headers.push(name, rawHeaders[at + 1]!)
  }
  return headers
}

/** Adds `Content-Length: 0`. Otherwise Node sends an empty body in chunks, and S3 assumes an unknown length. */
function withContentLength(request: IncomingMessage, headers: string[]): string[] {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  const mayHaveBody = request.method === 'PUT' || request.method === 'POST'
  return mayHaveBody && length === undefined && encoding === undefined ? [...headers, 'Content-Length', '0'] : headers
}
