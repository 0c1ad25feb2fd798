import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { askForConfirmation, goOn, waitForDropbox } from '@lectern/schema/changes/sync-run'
import { DropboxLost } from '../clients/dropbox-errors.ts'
import type { Deps } from './deps.ts'

/** For what a run is held: somebody's word that much may be deleted, or Dropbox's being connected again. */
export type Hold = 'CONFIRMATION' | 'DROPBOX'

/** Holds a run. Done twice, it is held once. */
export async function holdSync({ database }: Deps, { runId, hold }: { runId: string; hold: Hold }): Promise<void> {
  if (hold === 'CONFIRMATION') await change(database, lectern, tx => askForConfirmation(tx, runId))
  else {
    const error = { code: 'DROPBOX_LOST', message: new DropboxLost().message }
    await change(database, lectern, tx => waitForDropbox(tx, runId, error))
  }
}

/**
 * Must a held run still wait? When not, it goes on from here: it was confirmed, somebody asked for it anew (and the folder may be another by
 * now), Dropbox is connected again, or it is over.
 */
export async function syncHeld({ database, dropbox }: Deps, runId: string): Promise<boolean> {
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.finishedAt) return false
  const isAnswered =
    run.status === 'WAITING_FOR_CONFIRMATION'
      ? run.confirmedAt !== null || (run.listedAt !== null && run.askedAt > run.listedAt)
      : await isConnected(dropbox)
  if (!isAnswered) return true
  await change(database, lectern, tx => goOn(tx, runId))
  return false
}

async function isConnected({ tokens }: Deps['dropbox']): Promise<boolean> {
  try {
    await tokens.access()
    return true
  } catch (error) {
    if (error instanceof DropboxLost) return false
    throw error
  }
}
