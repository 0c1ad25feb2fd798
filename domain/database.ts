import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/prisma/client.ts'

export type * from './generated/prisma/client.ts'
export { Prisma }
export type Database = PrismaClient
/** What a change works in: everything of one transaction. */
export type Tx = Prisma.TransactionClient

/** Opens a pool of at most `connections` to Postgres with the role that processes use. Close it with `$disconnect()`. */
export function openDatabase(connectionString: string, maxConnections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: maxConnections }),
    // A change of fifty thousand rows is one transaction; it may take its time, but a lost one must not hold locks for ever.
    transactionOptions: { maxWait: 10_000, timeout: 120_000 },
  })
}
