import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientIp, trustedProxies } from './request.ts'

/** Who asked, as a server says that trusts these proxies. */
function asked(proxies: string, remoteAddress: string, forwarded?: string) {
  const message = {
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }
  return clientIp(message as unknown as IncomingMessage, trustedProxies.parse(proxies))
}

test.each([
  ['without proxies, the socket’s other end', '', '203.0.113.9', undefined, '203.0.113.9'],
  ['the same as IPv4, on a socket for both', '', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ['a stranger who forges the header, as the socket says', '', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a stranger beside the proxies, the same', '10.0.0.0/8', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['whom the proxy names', '10.0.0.0/8', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  [
    'the rightmost that is no proxy',
    '10.0.0.0/8',
    '::ffff:10.1.2.3',
    '1.2.3.4, 198.51.100.1, 10.9.9.9',
    '198.51.100.1',
  ],
  ['behind one proxy alone, that one’s client', '10.1.2.3', '10.1.2.3', '198.51.100.1, 10.9.9.9', '10.9.9.9'],
  ['with a port, the address', '10.0.0.0/8', '10.1.2.3', '198.51.100.1:5000', '198.51.100.1'],
  ['of IPv6, too', 'fd00::/8', 'fd00::1', '"x", [2001:db8::7]:443', '2001:db8::7'],
  ['by a proxy that says nonsense, the proxy', '10.0.0.0/8', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['with proxies alone, the first of them', '10.0.0.0/8', '10.1.2.3', '10.4.4.4', '10.4.4.4'],
])('who asks is known: %s', (_what, proxies, peer, forwarded, expected) => {
  expect(asked(proxies, peer, forwarded)).toBe(expected)
})

test.each(['10.0.0.0/33', 'proxy.example.org', '10.0.0.0/8/8', '::1/x'])('«%s» is no proxy', text => {
  expect(trustedProxies.safeParse(text).error?.issues[0]?.message).toContain(text)
})
