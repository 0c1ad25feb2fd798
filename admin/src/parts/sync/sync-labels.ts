import { formatBytes, formatSpeed } from '../../format/bytes.ts'
import { formatCount, formatQuantity } from '../../format/count.ts'
import { formatTimeLeft } from '../../format/duration.ts'
import { outcomeFigures } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

/** How far the copying is, 0 to 100: by bytes, or by files where all are empty. Nothing to copy is 100. */
export function copiedPercent(run: Pick<SyncRun, 'bytesTotal' | 'bytesDone' | 'filesTotal' | 'filesDone'>): number {
  const [done, total] = run.bytesTotal > 0 ? [run.bytesDone, run.bytesTotal] : [run.filesDone, run.filesTotal]
  return total > 0 ? Math.min(100, (done / total) * 100) : 100
}

/** How far a run is by its own figures; null while it is calculated, for nobody knows yet how much it will be. */
export function runPercent(run: SyncRun): number | null {
  if (run.phase === 'CALCULATING') return null
  return run.phase === 'COPYING' ? copiedPercent(run) : 100
}

/** What the bar shows: the farthest that it has been. */
export function maxPercent(previous: number | null, percent: number | null): number | null {
  return previous === null || percent === null ? (percent ?? previous) : Math.max(previous, percent)
}

/** The phase as the heading of the progress. Phases that this page does not know are told in general. */
export function phaseTitle(run: Pick<SyncRun, 'phase' | 'status'>): string {
  if (run.status === 'WAITING_FOR_DROPBOX') return 'Waiting for Dropbox'
  if (run.status === 'WAITING_FOR_CONFIRMATION') return 'Waiting for a decision'
  if (run.phase === 'CALCULATING') return 'Calculating…'
  if (run.phase === 'COPYING') return 'Copying from Dropbox'
  if (run.phase === 'CLEANING') return 'Tidying up'
  return 'Finishing'
}

/** How much the calculation has seen, and what was copied meanwhile. */
export function countingFigures(run: SyncRun): string[] {
  if (run.entriesListed === 0) return ['Asking Dropbox what is in the folder']
  const listed = `${formatQuantity(run.entriesListed, 'file or folder', 'files and folders')} counted so far`
  return run.filesDone > 0 ? [listed, `${formatCount(run.filesDone)} copied already`] : [listed]
}

/** The figures of the copying that are known: files, bytes, and while it goes on its speed and the time left. */
export function copyingFigures(run: SyncRun): string[] {
  const copying = run.phase === 'COPYING' && run.status === 'RUNNING'
  return [
    `${formatCount(run.filesDone)} of ${formatQuantity(run.filesTotal, 'file')}`,
    `${formatBytes(run.bytesDone)} of ${formatBytes(run.bytesTotal)}`,
    copying ? formatSpeed(run.bytesPerSecond) : null,
    copying ? formatTimeLeft(run.secondsLeft) : null,
  ].filter(figure => figure !== null)
}

/** What would go, before it goes. `files`: how many the draft has now. */
export function deletionQuestion(run: Pick<SyncRun, 'filesDeleted'>, draftFileCount: number | undefined): string {
  const quantity = draftFileCount
    ? `${formatCount(run.filesDeleted)} of ${formatQuantity(draftFileCount, 'file')}`
    : formatQuantity(run.filesDeleted, 'file')
  return `${quantity} would be deleted. Nothing has been deleted yet.`
}

/** What a run came to, as a line: `12 copied`, `108 unchanged`. What did not happen is not told there, but for the first two. */
export function outcomeCounts(run: SyncRun): string[] {
  return outcomeFigures(run)
    .filter(({ n }, index) => index < 2 || n !== 0)
    .map(({ n, label }) => `${formatCount(n)} ${label}`)
}

/** How a run that is over ended, in two words for a list. */
export function outcomeLabel(status: SyncRun['status']): string {
  if (status === 'SUCCEEDED') return 'Synchronised'
  if (status === 'FAILED') return 'Could not finish'
  if (status === 'CANCELED') return 'Cancelled'
  return 'Going on'
}

/**
 * What a screen reader is told while a run goes on. It changes only with the phase and with each tenth of the
 * way: the figures themselves change four times a second, which nobody could listen to.
 */
export function screenReaderMessage(run: SyncRun, percent: number | null): string {
  if (run.finishedAt) return `${outcomeLabel(run.status)}. ${outcomeCounts(run).join(', ')}.`
  if (run.phase !== 'COPYING' || run.status === 'WAITING_FOR_CONFIRMATION') return phaseTitle(run)
  return `${phaseTitle(run)}, ${Math.floor((percent ?? 0) / 10) * 10} percent`
}
