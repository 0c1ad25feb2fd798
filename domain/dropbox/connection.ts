import type { Change, Event } from '../audit/change.ts'
import { type DropboxConnection, Prisma, type Tx } from '../database.ts'
import { conflict } from '../errors.ts'
import { databaseNow } from '../transaction.ts'

/**
 * Records the connected account with its encrypted refresh token. From now on Dropbox counts as connected. Throws
 * CONFLICT for a different account while there are packages, because their folders are not in it.
 */
export async function connectDropbox(
  tx: Tx,
  connection: Prisma.DropboxConnectionCreateInput,
): Promise<Change<DropboxConnection>> {
  await lockConnection(tx)
  const before = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  if (before && before.accountId !== connection.accountId)
    await refuseOtherAccount(tx, before.account, connection.account)
  const data = { ...connection, valid: true, refusal: Prisma.DbNull, connectedAt: await databaseNow(tx) }
  const row = await tx.dropboxConnection.upsert({ where: { id: 1 }, create: data, update: data })
  const event: Event = {
    action: 'dropbox.connected',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: `Connected the Dropbox of ${connection.account}`,
    before: before ? { account: before.account } : undefined,
    after: { account: connection.account },
  }
  return { result: row, events: [event] }
}

/**
 * Ends the connection because a person asked for it: removes the refresh token, so that every process loses access within
 * a second. The account stays, because the folders of the packages are in it. Returns the connection as it was. Null if
 * there is none, or if it was disconnected before.
 */
export async function disconnectDropbox(tx: Tx): Promise<Change<DropboxConnection | null>> {
  await lockConnection(tx)
  const before = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  if (!before?.refreshToken) return { result: null }
  const data = { refreshToken: null, valid: false, refusal: Prisma.DbNull }
  await tx.dropboxConnection.update({ where: { id: 1 }, data })
  const event: Event = {
    ...disconnectedEvent,
    summary: `Disconnected the Dropbox of ${before.account}`,
    before: { account: before.account },
  }
  return { result: before, events: [event] }
}

const disconnectedEvent = { action: 'dropbox.disconnected', subjectType: 'DropboxConnection', subjectId: '1' } as const

/**
 * Records the first connection, with the token from the configuration. When several processes race, the first one
 * creates it, and all others use it.
 */
export async function seedConnection(
  tx: Tx,
  connection: Prisma.DropboxConnectionCreateInput,
): Promise<Change<DropboxConnection>> {
  await lockConnection(tx)
  const existing = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  return existing ? { result: existing } : connectDropbox(tx, connection)
}

/** Locks the whole table, because there may be no row yet. Serializes connecting and disconnecting. */
async function lockConnection(tx: Tx): Promise<void> {
  await tx.$executeRaw`LOCK TABLE dropbox_connection IN SHARE ROW EXCLUSIVE MODE`
}

async function refuseOtherAccount(tx: Tx, before: string, now: string): Promise<void> {
  if ((await tx.package.count()) === 0) return
  throw conflict(
    `The packages are folders in the Dropbox of ${before}, not of ${now}. Nothing was changed. Sign in to Dropbox as ${before}, then connect again.`,
  )
}

/**
 * Records a new root for the account's paths, after it joined or left a team space. `rootNamespaceId` null means its
 * own home. Every package needs a full listing, because cursors belong to the root in which they were made.
 */
export async function changeRootNamespace(tx: Tx, rootNamespaceId: string | null): Promise<Change<null>> {
  const before = await tx.dropboxConnection.findUnique({ where: { id: 1 } })
  if (!before || before.rootNamespaceId === rootNamespaceId) return { result: null }
  // All processes reload the connection that they cached when `connectedAt` changes.
  await tx.dropboxConnection.update({ where: { id: 1 }, data: { rootNamespaceId, connectedAt: await databaseNow(tx) } })
  await tx.package.updateMany({ data: { cursor: null } })
  const event: Event = {
    action: 'dropbox.rootChanged',
    subjectType: 'DropboxConnection',
    subjectId: '1',
    summary: "The Dropbox account's root folder changed. The next synchronization reads every folder again.",
    before: { rootNamespaceId: before.rootNamespaceId },
    after: { rootNamespaceId },
  }
  return { result: null, events: [event] }
}

/**
 * Records, once, that Dropbox rejected the refresh token and an administrator must reconnect Dropbox. `connectedAt`
 * identifies the connection of that token; a newer connection stays valid.
 */
export async function markDisconnected(tx: Tx, connectedAt: Date): Promise<Change<null>> {
  const where = { id: 1, valid: true, connectedAt }
  const { count } = await tx.dropboxConnection.updateMany({ where, data: { valid: false } })
  if (count === 0) return { result: null }
  const event: Event = {
    ...disconnectedEvent,
    summary: "Dropbox no longer accepts Lectern's access. Reconnect Dropbox.",
  }
  return { result: null, events: [event] }
}
