/**
 * Sets the time zone of a session, whatever the time zone of the Postgres server is: Prisma's adapter writes and reads
 * times in UTC but without a time zone, so that another one would shift every time. For `options` of a connection.
 */
export const sessionInUtc = '-c TimeZone=UTC'
