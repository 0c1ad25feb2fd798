/** A byte range with both ends included. */
export type ByteRange = { start: number; end: number }

/**
 * Parses a `Range` header for an object of `size` bytes. Returns null if the whole object must be sent: no header,
 * several ranges, or an invalid one (RFC 9110 §14.2). Returns 'unsatisfiable' for 416.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
