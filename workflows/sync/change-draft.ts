import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { changeDraft as changeDraftRows, type DraftOutcome } from '@lectern/domain/sync/draft'
import { isUnchanged } from '@lectern/domain/sync/unchanged'
import { openTranscodeForDraft } from '@lectern/domain/transcode/transcodes'
import { checkInThread, checkVersion } from '../findings/check-in-thread.ts'
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
  const run = await database.syncRun.findUniqueOrThrow({
    where: { id: input.runId },
    include: { package: { select: { checkedWith: true } } },
  })
  const { isComplete, settled, unsettledPaths } = input
  // Without a change, the same rules would find the same. Other packages may have renewed what is known about its bytes.
  const isChecked = isUnchanged(run) && run.package.checkedWith === checkVersion
  const check = isChecked ? null : await checkInThread(services, run, isComplete)
  const planned = { run, isComplete, settled, unsettledPaths, check }
  const outcome = await change(database, systemActor, async tx => {
    const { result, events = [] } = await changeDraftRows(tx, planned)
    const transcodeEvents =
      result === 'CHANGED' ? await openTranscodeForDraft(tx, run, services.encodingSettings.profile) : []
    return { result, events: [...events, ...transcodeEvents] }
  })
  await tryWake(services, { workflow: 'transcode', packageId: run.packageId })
  return outcome
}
