import { z } from 'zod'
import type { Change, Event } from '../audit/change.ts'
import { type DropboxConnection, Prisma, type Tx } from '../database.ts'
import type { Problem } from '../errors.ts'

/** The calls that Dropbox refuses or allows together: those that list folders and files, or those that download files. */
export type DropboxCalls = 'METADATA' | 'CONTENT'

const refusal = z.object({
  calls: z.enum(['METADATA', 'CONTENT']),
  problem: z.object({ code: z.string(), message: z.string() }),
})

/** Why Dropbox refuses calls at present, although it accepts the refresh token. Null when it does not. */
export const refusalOf = (row: DropboxConnection | null | undefined): z.infer<typeof refusal> | null =>
  row?.refusal ? refusal.parse(row.refusal) : null

/** Records, once, that Dropbox refuses these calls of the account, and why. Does nothing without a connection. */
export async function recordRefusal(tx: Tx, calls: DropboxCalls, problem: Problem): Promise<Change<null>> {
  const before = refusalOf(await lockConnectionRow(tx))
  if (before?.calls === calls && before.problem.message === problem.message) return { result: null }
  const { count } = await tx.dropboxConnection.updateMany({ where: { id: 1 }, data: { refusal: { calls, problem } } })
  if (count === 0) return { result: null }
  return { result: null, events: [{ ...connectionEvent('dropbox.refused', problem.message), after: { problem } }] }
}

/** Records that Dropbox allows these calls again. Does nothing if it refuses others, or none. */
export async function clearRefusal(tx: Tx, calls: DropboxCalls): Promise<Change<null>> {
  const before = refusalOf(await lockConnectionRow(tx))
  if (before?.calls !== calls) return { result: null }
  await tx.dropboxConnection.update({ where: { id: 1 }, data: { refusal: Prisma.DbNull } })
  return { result: null, events: [connectionEvent('dropbox.allowed', 'Dropbox lets Lectern read again')] }
}

/** Serializes the processes that find the same refusal at the same time, so that one event records it. */
async function lockConnectionRow(tx: Tx): Promise<DropboxConnection | null> {
  await tx.$queryRaw`SELECT 1 FROM dropbox_connection WHERE id = 1 FOR UPDATE`
  return tx.dropboxConnection.findUnique({ where: { id: 1 } })
}

const connectionEvent = (action: 'dropbox.refused' | 'dropbox.allowed', summary: string): Event => ({
  action,
  subjectType: 'DropboxConnection',
  subjectId: '1',
  summary,
})
