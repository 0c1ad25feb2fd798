import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { changeDraft as changeDraftRows, type DraftOutcome } from '@lectern/domain/sync/draft'
import { isUnchanged } from '@lectern/domain/sync/unchanged'
import { openTranscodeForDraft } from '@lectern/domain/transcode/transcodes'
import { checkInThread } from '../findings/check-in-thread.ts'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'

/**
 * How the draft changes: everything that was planned (`isComplete`), or only the finished copies. `settled` is false if
 * Dropbox kept changing.
 */
export type ChangeDraftInput = { runId: string; isComplete: boolean; settled: boolean; unsettledPaths: string[] }

/** Creates the new revision once, or returns why it did not. */
export async function changeDraft(services: Services, input: ChangeDraftInput): Promise<DraftOutcome> {
  const { database } = services
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: input.runId } })
  // Without a change, the findings would be the same.
  const checked = isUnchanged(run)
    ? { findings: null, videos: null, misspelledPaths: [], usedMediaTypes: {} }
    : await checkInThread(services, run, input.isComplete)
  const { isComplete, settled, unsettledPaths } = input
  const planned = { run, isComplete, settled, unsettledPaths, ...checked }
  const outcome = await change(database, systemActor, async tx => {
    const { result, events = [] } = await changeDraftRows(tx, planned)
    const transcodeEvents =
      result === 'CHANGED' ? await openTranscodeForDraft(tx, run, services.encodingSettings.profile) : []
    return { result, events: [...events, ...transcodeEvents] }
  })
  await tryWake(services, { workflow: 'transcode', packageId: run.packageId })
  return outcome
}
