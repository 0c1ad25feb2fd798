/**
 * Returns the address of a database whose sessions have the time zone UTC, whatever the time zone of the Postgres server
 * is. Prisma's adapter writes and reads times in UTC but without a time zone, so that another one would shift every time.
 * Options that the address has stay.
 */
export function withUtcSessions(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const options = [url.searchParams.get('options'), '-c TimeZone=UTC'].filter(Boolean).join(' ')
  url.searchParams.delete('options')
  // Not through `searchParams`, which writes a space as "+": other clients read that as a plus sign.
  return `${url.href}${url.search ? '&' : '?'}options=${encodeURIComponent(options)}`
}
