import { promises as dns, type LookupAddress } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type AddressRange, reachOf } from './address-ranges.ts'
import { checkReach, literalAddress, OutboundError, parseOutboundUrl } from './outbound-url.ts'

/** How long a request may take from the name's resolution to the end of its answer, in milliseconds. */
const maxRequestMs = 10_000
/** How much of an answer is read, in bytes. */
const maxAnswerBytes = 64 * 1024

export type OutboundRequest = {
  url: string
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** Cancels the request. */
  signal?: AbortSignal
}

/** An answer: its status, and at most 64 KiB of its body. A redirect is an answer too. */
export type OutboundAnswer = { status: number; body: Buffer }

/** Sends a request to an address that a person entered. Throws OutboundError when there is no complete answer. */
export type Outbound = (request: OutboundRequest) => Promise<OutboundAnswer>

type OutboundOptions = {
  /** The private addresses that the installation allows. */
  ranges: readonly AddressRange[]
  /** Resolves a name to all its addresses. */
  resolve?: (name: string) => Promise<LookupAddress[]>
  timeoutMs?: number
}

/**
 * Opens the client for every address that a person enters. It sends only to public addresses with https, and to the
 * ranges that the installation allows. A name is resolved once, all its addresses are checked, and the connection goes
 * to one of those. It follows no redirects, uses no proxy, and keeps no connection.
 */
export function openOutbound({ ranges, resolve = resolveAll, timeoutMs = maxRequestMs }: OutboundOptions): Outbound {
  return async ({ url: text, signal, ...request }) => {
    const url = parseOutboundUrl(text, ranges)
    const timeout = AbortSignal.timeout(timeoutMs)
    const ended = signal ? AbortSignal.any([signal, timeout]) : timeout
    try {
      const addresses = await untilAborted(ended, addressesOf(url, ranges, resolve))
      return await send(url, addresses, request, ended)
    } catch (error) {
      signal?.throwIfAborted()
      throw timeout.aborted ? noAnswerInTime(url, timeoutMs, error) : toOutboundError(url, error)
    }
  }
}

const resolveAll = (name: string) => dns.lookup(name, { all: true, order: 'verbatim' })

/** The checked addresses of the URL's host. */
async function addressesOf(
  url: URL,
  ranges: readonly AddressRange[],
  resolve: (name: string) => Promise<LookupAddress[]>,
): Promise<LookupAddress[]> {
  if (literalAddress(url)) return []
  const addresses = await resolve(url.hostname)
  if (addresses.length === 0) throw unknownName(url)
  const reaches = addresses.map(({ address }) => reachOf(address, ranges))
  checkReach(url, reaches)
  return addresses
}

async function send(
  url: URL,
  addresses: LookupAddress[],
  { method, headers = {}, body }: Omit<OutboundRequest, 'url' | 'signal'>,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const start = url.protocol === 'https:' ? requestHttps : requestHttp
  const lookup: LookupFunction = (_name, options, found) =>
    options.all ? found(null, addresses) : found(null, addresses[0]!.address, addresses[0]!.family)
  // Without an agent, no setting of the environment can send the request to a proxy.
  const request = start(url, { method, headers, lookup, signal, agent: false })
  const response = await answerTo(request, body)
  try {
    return { status: response.statusCode!, body: await readStart(response) }
  } catch (error) {
    const message = `${url.hostname} did not complete its answer.`
    throw new OutboundError('ANSWER_INCOMPLETE', message, response.statusCode, { cause: error })
  } finally {
    request.destroy()
  }
}

function answerTo(request: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Later errors of the request are errors of its answer too.
    request.on('error', reject).on('response', resolve).end(body)
  })
}

/** Reads at most `maxAnswerBytes` of an answer. */
async function readStart(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= maxAnswerBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes)
}

function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

const unknownName = (url: URL) => new OutboundError('NAME_NOT_FOUND', `The name ${url.hostname} has no address.`)

function noAnswerInTime(url: URL, timeoutMs: number, error: unknown): OutboundError {
  const status = error instanceof OutboundError ? error.httpStatus : null
  const message = `${url.hostname} did not complete its answer within ${timeoutMs / 1000} seconds.`
  return new OutboundError('TIMEOUT', message, status, { cause: error })
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ETIMEDOUT: 'no connection within the time limit',
  EAI_AGAIN: 'its name could not be resolved',
}

/** Explains an error without addresses or other internals. */
function toOutboundError(url: URL, error: unknown): OutboundError {
  if (error instanceof OutboundError) return error
  const { code = '' } = error as NodeJS.ErrnoException
  const options = { cause: error }
  if (['ENOTFOUND', 'ENODATA'].includes(code)) return unknownName(url)
  if (/CERT|ERR_TLS|SSL|SIGNATURE/.test(code)) {
    const message = `The certificate of ${url.hostname} is not valid for it.`
    return new OutboundError('CERTIFICATE_INVALID', message, null, options)
  }
  const reason = reasons[code] ?? 'it does not speak HTTP'
  return new OutboundError('UNREACHABLE', `${url.hostname} could not be reached: ${reason}.`, null, options)
}
