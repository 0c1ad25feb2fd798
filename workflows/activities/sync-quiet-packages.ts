import { createHash } from 'node:crypto'
import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { postponePeek, recordPeek } from '@lectern/schema/changes/quiet'
import { type DuePeek, duePeeks } from '@lectern/schema/reads/due-peeks'
import { CursorReset, DropboxLost } from '../clients/dropbox-errors.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** How many packages are looked at at a time. */
const lanes = 4
/** What a look sees where there is no delta: the whole folder is new. */
const everything = 'everything'

/**
 * Looks at what is new in the folders of packages that synchronise by themselves, and synchronises those that have been quiet for long
 * enough. A look only reads, and what it saw is recorded in one transaction with the run that it opens, so that doing it twice does no harm.
 */
export async function syncQuietPackages(deps: Deps): Promise<void> {
  const signal = cancellation()
  const due = await duePeeks(deps.database)
  const lane = async () => {
    for (let peek = due.shift(); peek && !signal.aborted; peek = due.shift()) {
      const connected = await lookAndRecord(deps, peek, signal)
      if (!connected) due.length = 0
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  signal.throwIfAborted()
}

/** One package that fails does not stop the others. False: Dropbox must be connected again, which the audit log says already. */
async function lookAndRecord(deps: Deps, peek: DuePeek, signal: AbortSignal): Promise<boolean> {
  const { packageId } = peek
  try {
    const seen = await look(deps, peek, signal)
    if (seen === undefined) return true
    const run = await change(deps.database, lectern, tx => recordPeek(tx, peek, seen))
    if (run) await wakeQuietly(deps, { workflow: 'sync', packageId })
  } catch (error) {
    if (error instanceof DropboxLost) return false
    if (signal.aborted) return true
    deps.log.warn({ packageId, error: String(error) }, 'What is new in Dropbox could not be looked at')
    await postponePeek(deps.database, packageId)
  }
  return true
}

/**
 * A hash of what is new behind the cursor (null: nothing), without taking it. Undefined when somebody began to synchronise meanwhile:
 * Dropbox refuses two listings of the same cursor at a time.
 */
async function look(
  { dropbox, database }: Deps,
  { packageId, cursor }: DuePeek,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  if (cursor === null) return everything
  // With the cursor: the same entries behind another one are another change.
  const hash = createHash('sha256').update(cursor)
  let isNew = false
  for (let at = cursor, more = true; more; ) {
    if ((await database.syncRun.count({ where: { packageId, finishedAt: null } })) > 0) return undefined
    try {
      const page = await dropbox.call((sdk, options) => sdk.filesListFolderContinue({ cursor: at }, options), signal)
      for (const entry of page.entries)
        hash.update(JSON.stringify([entry.path_lower, entry['.tag'], 'rev' in entry ? entry.rev : null]))
      isNew ||= page.entries.length > 0
      at = page.cursor
      more = page.has_more
    } catch (error) {
      if (error instanceof CursorReset) return everything
      throw error
    }
  }
  return isNew ? hash.digest('hex') : null
}
