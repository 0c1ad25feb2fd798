import type { SyncRun } from '../database.ts'

/** Did a run find nothing at all to do: no line in the delta, nothing left over from an earlier run? */
export const isUnchanged = ({ entriesListed, filesDone, filesDeleted }: SyncRun): boolean =>
  entriesListed === 0 && filesDone === 0 && filesDeleted === 0
