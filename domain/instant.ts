const dayPattern = /^\d{4}-\d\d-\d\d$/
const instantPattern = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** The instants that four digits of a year can write. Postgres stores them all. */
const earliest = Date.parse('0001-01-01T00:00:00.000Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** Whether the text is a day of the years 1 to 9999, as YYYY-MM-DD. `Date` turns 2026-02-30 into another day. */
export const isDay = (text: string): boolean =>
  dayPattern.test(text) &&
  !text.startsWith('0000') &&
  new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, dayLength) === text

const dayLength = 'YYYY-MM-DD'.length

/** Parses a time in RFC 3339, also without seconds. Null when it does not exist or is outside the years 1 to 9999 in UTC. */
export function parseInstant(text: string): Date | null {
  const upperCase = text.toUpperCase()
  const day = instantPattern.exec(upperCase)?.[1]
  if (day === undefined || !isDay(day)) return null
  const instant = new Date(upperCase)
  return instant.getTime() >= earliest && instant.getTime() <= latest ? instant : null
}
