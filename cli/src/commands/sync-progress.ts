import { graphql, type ResultOf } from '../api/graphql.ts'
import { formatBytes, formatCount, formatCountOf, formatSeconds, progressBar } from '../output/format.ts'

export const syncRunFields = graphql(`
  fragment SyncRunFields on SyncRun {
    id status phase calculated percent entriesListed filesTotal filesDone filesUnchanged filesDeleted
    bytesTotal bytesDone bytesPerSecond secondsLeft unsettledPaths startedAt finishedAt
    error { code message } warnings { code message }
  }
`)

export type SyncRun = ResultOf<typeof syncRunFields>

const barWidth = 24

const phaseTitles = {
  CALCULATING: 'Calculating',
  COPYING: 'Copying',
  CLEANING: 'Cleaning up',
  DONE: 'Done',
} as const

/** Says in which part of its work a run is. */
export function syncTitle({ status, phase }: SyncRun): string {
  if (status === 'WAITING_FOR_DROPBOX') return 'Waiting for Dropbox'
  return phaseTitles[phase]
}

/** Describes the progress of a run in one line. */
export function describeSync(run: SyncRun): string {
  const title = syncTitle(run)
  if (!run.calculated)
    return `${title}  ${formatCount(run.entriesListed)} listed, ${formatCountOf(run.filesDone, 'file')} copied`
  const percent = Math.floor(run.percent ?? 0)
  const parts = [
    `${title}  ${progressBar(run.percent, barWidth)}  ${percent}%`,
    `${formatCount(run.filesDone)} of ${formatCountOf(run.filesTotal, 'file')}`,
    `${formatBytes(run.bytesDone)} of ${formatBytes(run.bytesTotal)}`,
    run.bytesPerSecond ? `${formatBytes(run.bytesPerSecond)}/s` : '',
    run.secondsLeft ? `${formatSeconds(run.secondsLeft)} left` : '',
  ]
  return parts.filter(Boolean).join('  ')
}
