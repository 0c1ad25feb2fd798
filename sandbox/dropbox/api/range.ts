/**
 * Parses a Range header into the first and last byte. Returns `whole` without a header, or for one that may be ignored
 * (RFC 9110, 14.2). Returns `none` when the range is outside of the file.
 */
export function parseRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | 'whole' | 'none' {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || from + to === '') return 'whole'
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole'
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first > last ? 'none' : { first, last }
}
