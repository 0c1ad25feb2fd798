import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { changeDraft as changeDraftRows, type DraftOutcome } from '@lectern/domain/sync/draft'
import { openTranscodeForDraft } from '@lectern/domain/transcode/transcodes'
import { examinedPackage } from '@lectern/domain/findings/examined-package'
import { isUnchanged } from '@lectern/domain/sync/unchanged'
import { findFindings } from '../findings/find-findings.ts'
import type { Services } from '../services.ts'
import { wake } from '../wake.ts'

/** How the draft is to change: all that was planned, or only the copies that are done; settled, or marked as not. */
export type ChangeDraftInput = { runId: string; isComplete: boolean; settled: boolean; unsettledPaths: string[] }

/** Makes the new revision, once, or says why not. */
export async function changeDraft(services: Services, input: ChangeDraftInput): Promise<DraftOutcome> {
  const { database } = services
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: input.runId } })
  // Without any change the package doctor would find the same again.
  const findings = isUnchanged(run) ? null : findFindings(await examinedPackage(database, run, input.isComplete))
  const planned = {
    run,
    whole: input.isComplete,
    settled: input.settled,
    unsettledPaths: input.unsettledPaths,
    findings,
  }
  const outcome = await change(database, systemActor, async tx => {
    const { result, events = [] } = await changeDraftRows(tx, planned)
    const transcodeEvents =
      result === 'CHANGED' ? await openTranscodeForDraft(tx, run, services.encodingSettings.profile) : []
    return { result, events: [...events, ...transcodeEvents] }
  })
  await wake(services, { workflow: 'transcode', packageId: run.packageId })
  return outcome
}
