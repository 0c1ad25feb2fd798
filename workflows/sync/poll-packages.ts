import { createHash } from 'node:crypto'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { refusalOf } from '@lectern/domain/dropbox/refusal'
import { postponePoll, recordPoll } from '@lectern/domain/sync/auto-sync'
import { type DuePoll, duePolls } from '@lectern/domain/sync/due-polls'
import { findFolder } from '../dropbox/client.ts'
import { CursorReset, DropboxDisconnectedError, DropboxEndpointError, DropboxRefusedError } from '../dropbox/errors.ts'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'

/** How many packages are polled at a time. */
const pollConcurrency = 4
/** The delta of a folder without a valid cursor: everything in it is new. */
const wholeFolderDelta = 'everything'

/**
 * Polls the folders of packages with auto-sync, and synchronizes those that have been idle for long enough. Polling
 * only reads. Its result is recorded in one transaction with the run that it opens, so a repetition is harmless.
 */
export async function pollPackages(services: Services): Promise<void> {
  const signal = cancellationSignal()
  await retryRefusedCalls(services, signal)
  const queue = await duePolls(services.database)
  const worker = async () => {
    for (let poll = queue.shift(); poll && !signal.aborted; poll = queue.shift()) {
      const isConnected = await pollPackage(services, poll, signal)
      if (!isConnected) queue.length = 0
    }
  }
  await Promise.all(Array.from({ length: pollConcurrency }, worker))
  signal.throwIfAborted()
}

/**
 * Makes a small call if Dropbox refuses to list folders at present. A success clears the refusal, also when nobody
 * synchronizes. A refused download is retried by the next synchronization.
 */
async function retryRefusedCalls({ database, dropbox, log }: Services, signal: AbortSignal): Promise<void> {
  const connection = await database.dropboxConnection.findUnique({ where: { id: 1 } })
  if (refusalOf(connection)?.calls !== 'METADATA') return
  await dropbox
    .call((sdk, options) => sdk.filesListFolder({ path: '', limit: 1 }, options), signal)
    .catch(error => log.warn({ error: String(error) }, 'Dropbox still refuses to list folders'))
}

/**
 * Polls one package. A failure does not stop the others. Returns false if Dropbox must be reconnected or refuses the
 * account, which the audit log already says.
 */
async function pollPackage(services: Services, poll: DuePoll, signal: AbortSignal): Promise<boolean> {
  const { packageId } = poll
  try {
    const delta = await readDelta(services, poll, signal)
    if (delta === undefined) return true
    const run = await change(services.database, systemActor, tx => recordPoll(tx, poll, delta))
    if (run) await tryWake(services, { workflow: 'sync', packageId })
  } catch (error) {
    if (error instanceof DropboxDisconnectedError || (error instanceof DropboxRefusedError && error.isOfAccount))
      return false
    if (signal.aborted) return true
    services.log.warn({ packageId, error: String(error) }, 'Could not poll Dropbox for changes')
    await postponePoll(services.database, packageId)
  }
  return true
}

/**
 * Returns a hash of what is new after the cursor, without advancing the cursor. Returns null if nothing is new. Returns
 * undefined if a sync run started meanwhile: Dropbox refuses two concurrent listings of the same cursor.
 */
async function readDelta(
  services: Services,
  { packageId, cursor }: DuePoll,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  const { dropbox, database } = services
  if (cursor === null) return wholeFolderDelta
  // Include the cursor: the same entries after another cursor are another change.
  const hash = createHash('sha256').update(cursor)
  let hasChanges = false
  for (let currentCursor = cursor, hasMore = true; hasMore; ) {
    if ((await database.syncRun.count({ where: { packageId, finishedAt: null } })) > 0) return undefined
    try {
      const page = await dropbox.call(
        (sdk, options) => sdk.filesListFolderContinue({ cursor: currentCursor }, options),
        signal,
      )
      for (const entry of page.entries)
        hash.update(JSON.stringify([entry.path_lower, entry['.tag'], 'rev' in entry ? entry.rev : null]))
      hasChanges ||= page.entries.length > 0
      currentCursor = page.cursor
      hasMore = page.has_more
    } catch (error) {
      if (error instanceof CursorReset) return wholeFolderDelta
      // The folder of the cursor is gone. A run takes over a new one in its place; without one, it would only fail.
      const isGone = error instanceof DropboxEndpointError && error.isNotFound
      if (isGone && (await hasFolder(services, packageId, signal))) return wholeFolderDelta
      throw error
    }
  }
  return hasChanges ? hash.digest('hex') : null
}

/** Checks whether there is a folder at the path where the package's folder was. */
async function hasFolder({ database, dropbox }: Services, packageId: string, signal: AbortSignal): Promise<boolean> {
  const { dropboxPath } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  return (await findFolder(dropbox, dropboxPath, signal)) !== null
}
