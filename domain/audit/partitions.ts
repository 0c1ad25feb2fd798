import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

/**
 * Makes the partitions of the audit log for this month and the next two. Moves events of months without one. Changes
 * nothing when it runs again. Throws when a lock is held for more than 2 seconds; a later call tries again.
 */
export async function makePartitions(database: Database): Promise<void> {
  await database.$queryRaw`SELECT make_partitions()::text`
}

const droppedRow = z.object({ dropped: z.bigint() })

/**
 * Drops the months of the audit log that retention has passed, and returns how many events they had. Never drops an
 * event younger than 13 months. Throws when a lock is held for more than 2 seconds.
 */
export async function dropExpiredEvents(database: Database): Promise<bigint> {
  const [row] = await rows(database, droppedRow, Prisma.sql`SELECT drop_expired_partitions() AS dropped`)
  return row!.dropped
}
