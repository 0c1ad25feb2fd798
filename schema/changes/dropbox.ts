import type { DropboxConnection, Prisma, Tx } from '../database.ts'
import type { Event, Outcome } from './change.ts'

/** Records the connected account with its encrypted refresh token. */
export async function connectDropbox(
  tx: Tx,
  connection: Prisma.DropboxConnectionCreateInput,
): Promise<Outcome<DropboxConnection>> {
  const data = { ...connection, valid: true, connectedAt: new Date() }
  const row = await tx.dropboxConnection.upsert({ where: { id: 1 }, create: data, update: data })
  const event: Event = {
    action: 'dropbox.connected',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: `The Dropbox of ${connection.account} was connected`,
    after: { account: connection.account },
  }
  return { result: row, events: [event] }
}

/** Records, once, that Dropbox refuses the refresh token: somebody must connect it again. */
export async function loseDropbox(tx: Tx): Promise<Outcome<null>> {
  const { count } = await tx.dropboxConnection.updateMany({ where: { id: 1, valid: true }, data: { valid: false } })
  if (count === 0) return { result: null }
  const event: Event = {
    action: 'dropbox.lost',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: 'Dropbox must be connected again',
  }
  return { result: null, events: [event] }
}
