import { type Database, poolOf } from '../database.ts'

/** Records the SQL statements of a database, also those of Prisma. Must be called before the first one. */
export function recordStatements(database: Database): string[] {
  const statements: string[] = []
  poolOf(database)!.on('connect', client => {
    const query = client.query as (...args: unknown[]) => unknown
    client.query = (...args: unknown[]) => {
      const [statement] = args
      statements.push(typeof statement === 'string' ? statement : (statement as { text: string }).text)
      return query.apply(client, args) as never
    }
  })
  return statements
}
