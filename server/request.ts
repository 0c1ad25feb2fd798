import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { z } from 'zod'

/** A request that is being answered: its id stands in its log lines, its errors and the audit events that it makes. */
export type RequestContext = { id: string; ip?: string }

const requestStorage = new AsyncLocalStorage<RequestContext>()

/** The request that is being answered here, or undefined outside of one. */
export const currentRequest = (): RequestContext | undefined => requestStorage.getStore()

/** Runs what answers one request, so that everything below knows which. */
export function runInRequest<T>(message: IncomingMessage, proxies: BlockList, work: (request: RequestContext) => T): T {
  const request = { id: randomUUID(), ip: clientIp(message, proxies) }
  return requestStorage.run(request, () => work(request))
}

/** CIDRs or single addresses with commas between them, as a setting; none by default. */
export const trustedProxies = z
  .string()
  .default('')
  .transform((text, context) => {
    const list = new BlockList()
    for (const part of text.split(',').map(each => each.trim())) {
      if (part !== '' && !addProxy(list, part))
        context.addIssue({ code: 'custom', message: `«${part}» is no address and no CIDR such as 10.0.0.0/8` })
    }
    return list
  })

function addProxy(list: BlockList, text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || more.length > 0) return false
  const maxPrefix = kind === 4 ? 32 : 128
  const prefix = bits === undefined ? maxPrefix : /^\d+$/.test(bits) ? Number(bits) : Number.NaN
  if (!(prefix <= maxPrefix)) return false
  list.addSubnet(address, prefix, kind === 4 ? 'ipv4' : 'ipv6')
  return true
}

/**
 * Who sent it: the socket's other end, or, while that is a trusted proxy, whom it names in `X-Forwarded-For`, from the right. What stands
 * further left was written by strangers. IPv4 addresses are given as such, also from a socket for both.
 */
export function clientIp(message: IncomingMessage, proxies: BlockList): string | undefined {
  const peer = normalizeIp(message.socket.remoteAddress ?? '')
  const forwarded = message.headers['x-forwarded-for']
  if (!peer || forwarded === undefined || !isTrusted(proxies, peer)) return peer ?? undefined
  let client = peer
  for (const text of String(forwarded).split(',').reverse()) {
    const address = normalizeIp(text.trim())
    if (address === null) return client
    client = address
    if (!isTrusted(proxies, address)) return client
  }
  return client
}

const isTrusted = (proxies: BlockList, address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** An address without the port that some proxies add, and without a zone; null when it is none. */
function normalizeIp(text: string): string | null {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return isIP(address) === 0 ? null : address
}
