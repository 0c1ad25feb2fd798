import { isIP } from 'node:net'
import type { Problem } from '@lectern/domain/errors'
import { type AddressRange, type Reach, reachOf } from './address-ranges.ts'

/** A request is not sent, or has no complete answer. `httpStatus` is that of an answer that was cut off. */
export class OutboundError extends Error {
  override name = 'OutboundError'
  readonly problem: Problem
  readonly httpStatus: number | null
  constructor(code: string, message: string, httpStatus: number | null = null, options: ErrorOptions = {}) {
    super(message, options)
    this.problem = { code, message }
    this.httpStatus = httpStatus
  }
}

/**
 * Parses an address that a person entered, and checks everything that needs no name resolution. Throws OutboundError
 * for one that Lectern never sends to. `ranges` are the private addresses that the installation allows.
 */
export function parseOutboundUrl(text: string, ranges: readonly AddressRange[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['https:', 'http:'].includes(url.protocol))
    throw new OutboundError(
      'ADDRESS_INVALID',
      'This is not a web address. Enter one that starts with https://, such as https://example.org/events.',
    )
  if (url.username || url.password)
    throw new OutboundError(
      'ADDRESS_INVALID',
      'This address contains a user name or a password. Enter it without them, and check the signature instead.',
    )
  const literal = literalAddress(url)
  if (literal) checkReach(url, [reachOf(literal, ranges)])
  else if (url.protocol === 'http:' && ranges.length === 0) throw insecureAddress(url)
  return url
}

/** Throws OutboundError unless Lectern may send to the URL when its host has addresses that lead there. */
export function checkReach(url: URL, reaches: readonly Reach[]): void {
  if (reaches.includes('refused'))
    throw new OutboundError(
      'ADDRESS_REFUSED',
      `${url.hostname} leads to a private address, to which Lectern does not send. Enter a public address, or ask your administrator to allow its range.`,
    )
  if (url.protocol === 'http:' && reaches.includes('public')) throw insecureAddress(url)
}

/** Returns the IP address that stands in the URL in place of a name. Null for a name. */
export function literalAddress({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) === 0 ? null : host
}

const insecureAddress = (url: URL) =>
  new OutboundError(
    'HTTPS_REQUIRED',
    `${url.hostname} is not reached with https. Enter an address that starts with https://.`,
  )
