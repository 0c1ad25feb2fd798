import type { IncomingHttpHeaders } from 'node:http'

type Conditions = Pick<IncomingHttpHeaders, 'if-match' | 'if-none-match'>

/** A failed precondition: its status, and for 304 the unquoted ETag of the copy that the client has. */
export type FailedPrecondition = { status: 412 } | { status: 304; etag: string }

/**
 * Evaluates the conditions of a GET or HEAD request, in the order of RFC 9110 §13.2.2. `etags` are the unquoted ETags of
 * the representations that the client accepts. Returns null if the request can be answered. Conditions with dates do not
 * apply, because no response has a `Last-Modified`.
 */
export function findFailedPrecondition(headers: Conditions, etags: string[]): FailedPrecondition | null {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  if (ifMatch !== undefined && !etags.some(etag => matchesEtag(ifMatch, etag, 'strong'))) return { status: 412 }
  const etag = etags.find(known => ifNoneMatch !== undefined && matchesEtag(ifNoneMatch, known, 'weak'))
  return etag === undefined ? null : { status: 304, etag }
}

/** Checks whether a list of ETags contains this unquoted one. A weak ETag never matches strongly (RFC 9110 §8.8.3.2). */
function matchesEtag(header: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true
  const parts = header.split(',').map(part => part.trim())
  return parts.includes(`"${etag}"`) || (comparison === 'weak' && parts.includes(`W/"${etag}"`))
}
