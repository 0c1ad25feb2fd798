/** Does an `If-None-Match` header name this ETag (given without quotes)? Weak and strong are compared alike (RFC 9110 §13.1.2). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(part => ['*', `"${etag}"`].includes(part.trim().replace(/^W\//, '')))
}
