import type { SyncRun } from './sync-run.ts'

/** A run that is copying, for tests. */
export const testRun: SyncRun = {
  id: 'run',
  status: 'RUNNING',
  phase: 'COPYING',
  entriesListed: 130,
  calculated: true,
  filesTotal: 120,
  filesDone: 12,
  bytesTotal: 2_500_000_000,
  bytesDone: 1_250_000_000,
  currentFiles: [],
  filesUnchanged: 10,
  filesDeleted: 0,
  filesIgnored: 0,
  percent: 50,
  bytesPerSecond: 12_000_000,
  secondsLeft: 104,
  unsettledPaths: [],
  warnings: [],
  startedAt: '2026-11-24T10:00:00.000Z',
  finishedAt: null,
  startedBy: { kind: 'USER', name: 'Harry' },
  error: null,
}
