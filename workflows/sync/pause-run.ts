import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type FolderChoice, requestFolderChoice } from '@lectern/domain/sync/folder-choice'
import { isAnswered, pauseForDropbox, requestConfirmation, resumeRun } from '@lectern/domain/sync/sync-runs'
import { DropboxDisconnectedError } from '../dropbox/errors.ts'
import type { Services } from '../services.ts'

/** Why a run is paused: a person must confirm a large deletion, reconnect Dropbox, or choose one of these folders. */
export type PauseReason = 'CONFIRMATION' | 'DROPBOX' | { folderChoices: FolderChoice[] }

/** Pauses a run. A second call changes nothing. */
export async function pauseRun(
  { database }: Services,
  { runId, reason }: { runId: string; reason: PauseReason },
): Promise<void> {
  if (typeof reason === 'object')
    await change(database, systemActor, tx => requestFolderChoice(tx, runId, reason.folderChoices))
  else if (reason === 'CONFIRMATION') await change(database, systemActor, tx => requestConfirmation(tx, runId))
  else {
    const error = { code: 'DROPBOX_DISCONNECTED', message: new DropboxDisconnectedError().message }
    await change(database, systemActor, tx => pauseForDropbox(tx, runId, error))
  }
}

/**
 * Returns whether a paused run must still wait. If not, resumes it: it was confirmed, its folder was chosen, it was
 * requested again (and the folder may have changed since), Dropbox is connected again, or the run is over.
 */
export async function isRunPaused({ database, dropbox }: Services, runId: string): Promise<boolean> {
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  if (run.finishedAt) return false
  const canResume = run.status === 'WAITING_FOR_DROPBOX' ? await isConnected(dropbox) : isAnswered(run)
  if (!canResume) return true
  await change(database, systemActor, tx => resumeRun(tx, runId))
  return false
}

async function isConnected({ tokens }: Services['dropbox']): Promise<boolean> {
  try {
    await tokens.getAccess()
    return true
  } catch (error) {
    if (error instanceof DropboxDisconnectedError) return false
    throw error
  }
}
