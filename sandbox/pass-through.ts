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
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/**
 * Hands a request on unchanged (method, target, headers with `Host`, body) and streams the answer back, so that signatures
 * hold and memory stays bounded. Whichever side breaks off, the other side's connection ends too.
 * @param beforeAnswer if given, the answer (it must be a small one) is read whole and shown before it goes on
 * @throws the connection's error when there is no answer; whether headers went out then says `response.headersSent`
 */
export async function passThrough(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  beforeAnswer?: (answer: Answer) => Promise<void>,
): Promise<void> {
  const onward = send({
    host: upstream.host,
    port: upstream.port,
    agent: upstream.agent,
    method: request.method,
    path: request.url,
    headers: withLength(request, endToEnd(request.rawHeaders)),
  })
  const breakOff = () => void onward.destroy()
  const { socket } = request
  socket.once('close', breakOff)
  try {
    const answer = await new Promise<IncomingMessage>((answered, failed) => {
      onward.on('error', failed)
      onward.once('response', answered)
      if (request.headers.expect === undefined) request.pipe(onward)
      else
        onward.once('continue', () => {
          response.writeContinue()
          request.pipe(onward)
        })
    })
    response.sendDate = false
    // Who was never told to go on cannot send the rest on this connection.
    if (!request.complete && request.headers.expect !== undefined) response.shouldKeepAlive = false
    const status = answer.statusCode ?? 502
    if (!beforeAnswer) {
      response.writeHead(status, answer.statusMessage, endToEnd(answer.rawHeaders))
      if (isSmall(answer)) response.end(await readWhole(answer))
      else await pipeline(answer, response)
    } else {
      const body = await readWhole(answer)
      await beforeAnswer({ status, headers: answer.headers, body: body.toString() })
      response.writeHead(status, answer.statusMessage, endToEnd(answer.rawHeaders))
      response.end(body)
    }
  } finally {
    socket.off('close', breakOff)
    request.unpipe(onward)
    request.resume()
  }
}

/** Answers of up to so many bytes go on in one piece, which costs a third less than a stream. */
const smallBytes = 64 * 1024

const isSmall = ({ headers }: IncomingMessage) => Number(headers['content-length'] ?? Number.NaN) <= smallBytes

function readWhole(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((whole, failed) => {
    answer.on('data', chunk => chunks.push(chunk))
    answer.once('end', () => whole(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    answer.once('error', failed)
  })
}

/** Headers that concern one connection only (RFC 9110, 7.6.1). `Transfer-Encoding` stays: it tells node to frame alike. */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade'])

function endToEnd(rawHeaders: string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) kept.push(name, rawHeaders[at + 1]!)
  }
  return kept
}

/** Without a length node would send an empty body in chunks, which S3 takes for a body of unknown length. */
function withLength(request: IncomingMessage, headers: string[]): string[] {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  const mayHaveBody = request.method === 'PUT' || request.method === 'POST'
  return mayHaveBody && length === undefined && encoding === undefined ? [...headers, 'Content-Length', '0'] : headers
}
