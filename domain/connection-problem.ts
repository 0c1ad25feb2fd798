import pg from 'pg'

const connectTimeoutMs = 10_000

/**
 * Tries to connect to the database of a setting. Returns null, or one sentence that says why it cannot be used, without
 * credentials. With `table`, also requires this table.
 */
export async function connectionProblem(setting: string, url: string, table?: string): Promise<string | null> {
  if (!URL.canParse(url))
    return `${setting} is not an address. Write it as postgres://user:password@host:5432/database.`
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  try {
    await client.connect()
    if (table === undefined) return null
    const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS "exists"', [table])
    if (rows[0].exists) return null
    return `The database of ${setting} has no tables of Lectern. Run node --env-file=.env domain/migrate.ts first.`
  } catch (error) {
    // Node reports a host name with several addresses as an AggregateError without a message.
    const { message, code } = error as Error & { code?: string }
    return `Could not connect to the database of ${setting} at ${client.host}:${client.port}: ${message || code}.`
  } finally {
    await client.end()
  }
}
