import { createHash } from 'node:crypto'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { postponePoll, recordPoll } from '@lectern/domain/sync/auto-sync'
import { type DuePoll, duePolls } from '@lectern/domain/sync/due-polls'
import { CursorReset, DropboxDisconnectedError } from '../dropbox/errors.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { wake } from '../wake.ts'

/** How many packages are looked at at a time. */
const pollConcurrency = 4
/** What a look sees where there is no delta: the whole folder is new. */
const wholeFolderDelta = 'everything'

/**
 * Looks at what is new in the folders of packages that synchronise by themselves, and synchronises those that have been quiet for long
 * enough. A look only reads, and what it saw is recorded in one transaction with the run that it opens, so that doing it twice does no harm.
 */
export async function pollPackages(services: Services): Promise<void> {
  const signal = cancellationSignal()
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

/** One package that fails does not stop the others. False: Dropbox must be connected again, which the audit log says already. */
async function pollPackage(services: Services, poll: DuePoll, signal: AbortSignal): Promise<boolean> {
  const { packageId } = poll
  try {
    const delta = await readDelta(services, poll, signal)
    if (delta === undefined) return true
    const run = await change(services.database, systemActor, tx => recordPoll(tx, poll, delta))
    if (run) await wake(services, { workflow: 'sync', packageId })
  } catch (error) {
    if (error instanceof DropboxDisconnectedError) return false
    if (signal.aborted) return true
    services.log.warn({ packageId, error: String(error) }, 'What is new in Dropbox could not be looked at')
    await postponePoll(services.database, packageId)
  }
  return true
}

/**
 * A hash of what is new behind the cursor (null: nothing), without taking it. Undefined when somebody began to synchronise meanwhile:
 * Dropbox refuses two listings of the same cursor at a time.
 */
async function readDelta(
  { dropbox, database }: Services,
  { packageId, cursor }: DuePoll,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  if (cursor === null) return wholeFolderDelta
  // With the cursor: the same entries behind another one are another change.
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
      throw error
    }
  }
  return hasChanges ? hash.digest('hex') : null
}
