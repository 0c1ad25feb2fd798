import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from './generated/prisma/client.ts'
import { withUtcSessions } from './utc-sessions.ts'

export type * from './generated/prisma/client.ts'
export { Prisma }
export type Database = PrismaClient
/** A transaction of Prisma. Every change runs in one. */
export type Tx = Prisma.TransactionClient

const pools = new WeakMap<object, pg.Pool>()

/** Opens a pool of at most `maxConnections` with the role that processes use. Close it with `$disconnect()`. */
export function openDatabase(connectionString: string, maxConnections = 10): Database {
  const pool = new pg.Pool({ connectionString: withUtcSessions(connectionString), max: maxConnections })
  // An idle connection that breaks is replaced by the next query.
  pool.on('error', () => {})
  const database = new PrismaClient({
    adapter: new PrismaPg(pool),
    // The other formats record a stack for each query, which takes a tenth of a long list's time.
    errorFormat: 'minimal',
    // A change of 50,000 rows is one transaction and takes long. A lost one must not hold its locks forever.
    transactionOptions: { maxWait: 10_000, timeout: 120_000 },
  })
  pools.set(database, pool)
  const disconnect = database.$disconnect.bind(database)
  database.$disconnect = async () => {
    await disconnect()
    if (!pool.ending) await pool.end()
  }
  return database
}

/** Returns the pool of a database. Undefined for a transaction, which has one connection of its own. */
export const poolOf = (database: Database | Tx): pg.Pool | undefined => pools.get(database)
