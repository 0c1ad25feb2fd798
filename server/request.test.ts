import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientIp, trustedProxies } from './request.ts'

/** Returns the client's address for a server that trusts these proxies. */
function resolveIp(proxies: string, remoteAddress: string, forwarded?: string) {
  const message = {
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }
  return clientIp(message as unknown as IncomingMessage, trustedProxies.parse(proxies))
}

test.each([
  ['the socket’s peer without proxies', '', '203.0.113.9', undefined, '203.0.113.9'],
  ['IPv4 form on a dual-stack socket', '', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ['the socket’s peer when a client forges the header', '', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['the socket’s peer when it is not a trusted proxy', '10.0.0.0/8', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['the address that the proxy names', '10.0.0.0/8', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  [
    'the rightmost address that is not a proxy',
    '10.0.0.0/8',
    '::ffff:10.1.2.3',
    '1.2.3.4, 198.51.100.1, 10.9.9.9',
    '198.51.100.1',
  ],
  ['the client of the only trusted proxy', '10.1.2.3', '10.1.2.3', '198.51.100.1, 10.9.9.9', '10.9.9.9'],
  ['the address without its port', '10.0.0.0/8', '10.1.2.3', '198.51.100.1:5000', '198.51.100.1'],
  ['an IPv6 address', 'fd00::/8', 'fd00::1', '"x", [2001:db8::7]:443', '2001:db8::7'],
  ['the proxy when its header is invalid', '10.0.0.0/8', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['the first proxy when all addresses are proxies', '10.0.0.0/8', '10.1.2.3', '10.4.4.4', '10.4.4.4'],
])('clientIp returns %s', (_what, proxies, peer, forwarded, expected) => {
  expect(resolveIp(proxies, peer, forwarded)).toBe(expected)
})

test.each(['10.0.0.0/33', 'proxy.example.org', '10.0.0.0/8/8', '::1/x'])('trustedProxies rejects "%s"', text => {
  expect(trustedProxies.safeParse(text).error?.issues[0]?.message).toContain(text)
})
