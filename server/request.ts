import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { z } from 'zod'

/**
 * A request in progress. Its id appears in log lines, errors, and audit events. `actor`: the kind and name of the caller,
 * as in `TOKEN portal`, for log lines. Undefined until the caller is known.
 */
export type RequestContext = { id: string; ip?: string; actor?: string }

const requestStorage = new AsyncLocalStorage<RequestContext>()

/** Returns the current request, or undefined outside of one. */
export const currentRequest = (): RequestContext | undefined => requestStorage.getStore()

/** Runs `work` so that everything it calls can read the current request. */
export function runInRequest<T>(message: IncomingMessage, proxies: BlockList, work: (request: RequestContext) => T): T {
  const request: RequestContext = { id: randomUUID(), ip: clientIp(message, proxies) }
  return requestStorage.run(request, () => work(request))
}

/** Parses a setting of comma-separated addresses or CIDRs. The default is none. */
export const trustedProxies = z
  .string()
  .default('')
  .transform((text, context) => {
    const list = new BlockList()
    for (const part of text.split(',').map(each => each.trim())) {
      if (part !== '' && !addProxy(list, part))
        context.addIssue({ code: 'custom', message: `"${part}" is not an address or a CIDR such as 10.0.0.0/8` })
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
 * Returns the address of the client. Starts with the socket's peer and follows `X-Forwarded-For` from the right while
 * the address is a trusted proxy. Entries further left can be forged. IPv4 addresses are returned in IPv4 form, also on
 * a dual-stack socket.
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

/** Removes the port that some proxies add, and the zone. Returns null for an invalid address. */
function normalizeIp(text: string): string | null {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return isIP(address) === 0 ? null : address
}
