import type { SyncRun } from '../database.ts'

/** Whether a run found nothing to do: no entry in the delta, and nothing left over from an earlier run. */
export const isUnchanged = ({ entriesListed, filesDone, filesDeleted }: SyncRun): boolean =>
  entriesListed === 0 && filesDone === 0 && filesDeleted === 0
