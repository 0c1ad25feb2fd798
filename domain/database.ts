import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/prisma/client.ts'
import { withUtcSessions } from './utc-sessions.ts'

export type * from './generated/prisma/client.ts'
export { Prisma }
export type Database = PrismaClient
/** A transaction of Prisma. Every change runs in one. */
export type Tx = Prisma.TransactionClient

/** Opens a pool of at most `maxConnections` with the role that processes use. Close it with `$disconnect()`. */
export function openDatabase(connectionString: string, maxConnections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: withUtcSessions(connectionString), max: maxConnections }),
    // A change of 50,000 rows is one transaction and takes long. A lost one must not hold its locks forever.
    transactionOptions: { maxWait: 10_000, timeout: 120_000 },
  })
}
