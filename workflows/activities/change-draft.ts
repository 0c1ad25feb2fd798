import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { changeDraft as changeDraftRows, type DraftOutcome } from '@lectern/schema/changes/draft'
import { openForDraft } from '@lectern/schema/changes/transcode'
import { examined } from '@lectern/schema/reads/examined'
import { isUntouched } from '@lectern/schema/reads/untouched'
import { findFindings } from '../findings/find-findings.ts'
import type { Deps } from './deps.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** How the draft is to change: all that was planned, or only the copies that are done; settled, or marked as not. */
export type DraftInput = { runId: string; whole: boolean; settled: boolean; unsettledPaths: string[] }

/** Makes the new revision, once, or says why not. */
export async function changeDraft(deps: Deps, input: DraftInput): Promise<DraftOutcome> {
  const { database } = deps
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: input.runId } })
  // Without any change the package doctor would find the same again.
  const findings = isUntouched(run) ? null : findFindings(await examined(database, run, input.whole))
  const planned = { run, whole: input.whole, settled: input.settled, unsettledPaths: input.unsettledPaths, findings }
  const outcome = await change(database, lectern, async tx => {
    const { result, events = [] } = await changeDraftRows(tx, planned)
    const opened = result === 'CHANGED' ? await openForDraft(tx, run, deps.terms.profile) : []
    return { result, events: [...events, ...opened] }
  })
  await wakeQuietly(deps, { workflow: 'transcode', packageId: run.packageId })
  return outcome
}
