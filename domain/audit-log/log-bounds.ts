import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { ClientError } from '../errors.ts'
import { rows } from '../rows.ts'

const boundsRow = z.object({ expired: z.bigint(), last: z.bigint() })

/** Where the log begins and ends: the last event that retention dropped, and the last one. Sequence 0: none. */
export type LogBounds = z.infer<typeof boundsRow>

/** Returns the bounds of the log. All events up to `last` are committed. */
export async function readLogBounds(database: Database): Promise<LogBounds> {
  const sql = Prisma.sql`
    SELECT checkpoint.sequence AS expired, head.sequence AS last FROM audit_head AS head, audit_checkpoint AS checkpoint`
  const [bounds] = await rows(database, boundsRow, sql)
  return bounds!
}

/** The error for a cursor after which retention has removed events. */
export const cursorExpired = () =>
  new ClientError(
    'CURSOR_EXPIRED',
    'Events after this cursor were removed by retention. Start with the first page of auditLog, or without a cursor.',
  )
