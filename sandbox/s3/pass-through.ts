import type { Agent, IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { request as send } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** Where requests are handed on to. The agent keeps the connections open between them. */
export interface Upstream {
  host: string
  port: number
  agent: Agent
}

/** An answer that was read whole before it went on. */
export interface UpstreamResponse {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/**
 * Hands a request on unchanged (method, target, headers with `Host`, body) and streams the answer back, so that signatures
 * hold and memory stays bounded. Whichever side breaks off, the other side's connection ends too.
 * @param onResponse if given, the answer (it must be a small one) is read whole and shown before it goes on
 * @throws the connection's error when there is no answer; whether headers went out then says `response.headersSent`
 */
export async function passThrough(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  onResponse?: (answer: UpstreamResponse) => Promise<void>,
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
    const upstreamResponse = await new Promise<IncomingMessage>((answered, failed) => {
      upstreamRequest.on('error', failed)
      upstreamRequest.once('response', answered)
      if (request.headers.expect === undefined) request.pipe(upstreamRequest)
      else
        upstreamRequest.once('continue', () => {
          response.writeContinue()
          request.pipe(upstreamRequest)
        })
    })
    response.sendDate = false
    // Who was never told to go on cannot send the rest on this connection.
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

/** Answers of up to so many bytes go on in one piece, which costs a third less than a stream. */
const maxBufferedBytes = 64 * 1024

const isSmall = ({ headers }: IncomingMessage) => Number(headers['content-length'] ?? Number.NaN) <= maxBufferedBytes

function readBody(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((whole, failed) => {
    answer.on('data', chunk => chunks.push(chunk))
    answer.once('end', () => whole(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    answer.once('error', failed)
  })
}

/** Headers that concern one connection only (RFC 9110, 7.6.1). `Transfer-Encoding` stays: it tells node to frame alike. */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade'])

function endToEndHeaders(rawHeaders: string[]): string[] {
  const headers: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) headers.push(name, rawHeaders[at + 1]!)
  }
  return headers
}

/** Without a length node would send an empty body in chunks, which S3 takes for a body of unknown length. */
function withContentLength(request: IncomingMessage, headers: string[]): string[] {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  const mayHaveBody = request.method === 'PUT' || request.method === 'POST'
  return mayHaveBody && length === undefined && encoding === undefined ? [...headers, 'Content-Length', '0'] : headers
}
