import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js'
import { z } from 'zod'

/** Ranges of private addresses that an installation allows, each an address and the bits of its prefix. */
export type AddressRange = [IPv4 | IPv6, number]

/** Parses a setting of comma-separated CIDRs, such as `10.0.0.0/8,fd00::/8`. The default is none. */
export const privateRanges = z
  .string()
  .default('')
  .transform((text, context): AddressRange[] => {
    const parts = text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== '')
    for (const part of parts)
      if (!ipaddr.isValidCIDR(part))
        context.addIssue({ code: 'custom', message: `"${part}" is not a CIDR such as 10.0.0.0/8` })
    return parts.filter(part => ipaddr.isValidCIDR(part)).map(part => ipaddr.parseCIDR(part))
  })

/** The addresses of today's public internet with IPv6. All others are reserved. (IANA, IPv6 unicast assignments) */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')
/** The prefix through which NAT64 reaches IPv4. (RFC 6052) */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/** Where an address leads: to the public internet, into a range that the installation allows, or to neither. */
export type Reach = 'public' | 'allowed' | 'refused'

/** Decides where an IP address leads. Text that is not an IP address is refused. */
export function reachOf(text: string, ranges: readonly AddressRange[]): Reach {
  if (!ipaddr.isValid(text)) return 'refused'
  const address = unwrap(ipaddr.parse(text))
  if (ranges.some(range => range[0].kind() === address.kind() && matches(address, range))) return 'allowed'
  if (address.range() !== 'unicast') return 'refused'
  return address.kind() === 'ipv4' || matches(address, publicIpv6) ? 'public' : 'refused'
}

/** The IPv4 address inside an IPv6 address that leads to it. */
function unwrap(address: IPv4 | IPv6): IPv4 | IPv6 {
  if (address.kind() === 'ipv4') return address
  const ipv6 = address as IPv6
  if (ipv6.isIPv4MappedAddress()) return ipv6.toIPv4Address()
  if (ipv6.match(nat64)) return new ipaddr.IPv4(ipv6.toByteArray().slice(12))
  return ipv6
}

const matches = (address: IPv4 | IPv6, [base, bits]: AddressRange) => (address as IPv4).match(base as IPv4, bits)
