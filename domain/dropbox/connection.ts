import type { DropboxConnection, Prisma, Tx } from '../database.ts'
import { conflict } from '../errors.ts'
import { databaseNow } from '../transaction.ts'
import type { Change, Event } from '../audit/change.ts'

/**
 * Records the connected account with its encrypted refresh token; from now on Dropbox counts as connected. CONFLICT for another account than
 * before while there are packages: their folders are not in it.
 */
export async function connectDropbox(
  tx: Tx,
  connection: Prisma.DropboxConnectionCreateInput,
): Promise<Change<DropboxConnection>> {
  await lockConnection(tx)
  const before = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  if (before && before.accountId !== connection.accountId)
    await refuseOtherAccount(tx, before.account, connection.account)
  const data = { ...connection, valid: true, connectedAt: await databaseNow(tx) }
  const row = await tx.dropboxConnection.upsert({ where: { id: 1 }, create: data, update: data })
  const event: Event = {
    action: 'dropbox.connected',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: `The Dropbox of ${connection.account} was connected`,
    before: before ? { account: before.account } : undefined,
    after: { account: connection.account },
  }
  return { result: row, events: [event] }
}

/**
 * Records the first connection, whose token came with the configuration. Several processes find none at the same moment: the first one's counts,
 * and all others take it.
 */
export async function seedConnection(
  tx: Tx,
  connection: Prisma.DropboxConnectionCreateInput,
): Promise<Change<DropboxConnection>> {
  await lockConnection(tx)
  const existing = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  return existing ? { result: existing } : connectDropbox(tx, connection)
}

/** Whoever connects comes one after the other, also while there is no row yet that could be locked. */
async function lockConnection(tx: Tx): Promise<void> {
  await tx.$executeRaw`LOCK TABLE dropbox_connection IN SHARE ROW EXCLUSIVE MODE`
}

async function refuseOtherAccount(tx: Tx, before: string, now: string): Promise<void> {
  if ((await tx.package.count()) === 0) return
  throw conflict(
    `The packages are folders in the Dropbox of ${before}, and would not be found in the one of ${now}. Nothing was changed. Sign in to Dropbox as ${before}, then connect again.`,
  )
}

/**
 * Records that the account's paths begin at another root now (it joined a team's space, or left it; null: its own home). Every package is
 * listed anew: cursors belong to the root that they were made in.
 */
export async function changeRootNamespace(tx: Tx, rootNamespaceId: string | null): Promise<Change<null>> {
  const before = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  if (!before || before.rootNamespaceId === rootNamespaceId) return { result: null }
  // All processes take what they keep of the connection anew when this moment is another one.
  await tx.dropboxConnection.update({ where: { id: 1 }, data: { rootNamespaceId, connectedAt: await databaseNow(tx) } })
  await tx.package.updateMany({ data: { cursor: null } })
  const event: Event = {
    action: 'dropbox.rootChanged',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: 'The Dropbox account has another root now; all packages are listed anew',
    before: { rootNamespaceId: before.rootNamespaceId },
    after: { rootNamespaceId },
  }
  return { result: null, events: [event] }
}

/**
 * Records, once, that Dropbox refuses the refresh token: somebody must connect it again. `connectedAt` names the connection whose token it
 * was: one that was made meanwhile is not lost.
 */
export async function markDisconnected(tx: Tx, connectedAt: Date): Promise<Change<null>> {
  const where = { id: 1, valid: true, connectedAt }
  const { count } = await tx.dropboxConnection.updateMany({ where, data: { valid: false } })
  if (count === 0) return { result: null }
  const event: Event = {
    action: 'dropbox.disconnected',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: 'Dropbox must be connected again',
  }
  return { result: null, events: [event] }
}
