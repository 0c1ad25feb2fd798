import { bytes, speed } from '../../text/bytes.ts'
import { count, counted } from '../../text/count.ts'
import { timeLeft } from '../../text/duration.ts'
import { outcomeFigures } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

/** How far the copying is, 0 to 100: by bytes, or by files where all are empty. Nothing to copy is 100. */
export function copiedPercent(run: Pick<SyncRun, 'bytesTotal' | 'bytesDone' | 'filesTotal' | 'filesDone'>): number {
  const [done, total] = run.bytesTotal > 0 ? [run.bytesDone, run.bytesTotal] : [run.filesDone, run.filesTotal]
  return total > 0 ? Math.min(100, (done / total) * 100) : 100
}

/** How far a run is by its own figures; null while it is calculated, for nobody knows yet how much it will be. */
export function percentOf(run: SyncRun): number | null {
  if (run.phase === 'CALCULATING') return null
  return run.phase === 'COPYING' ? copiedPercent(run) : 100
}

/** What the bar shows: the farthest that it has been. */
export function farthest(shown: number | null, percent: number | null): number | null {
  return shown === null || percent === null ? (percent ?? shown) : Math.max(shown, percent)
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
  const seen = `${counted(run.entriesListed, 'file or folder', 'files and folders')} counted so far`
  return run.filesDone > 0 ? [seen, `${count(run.filesDone)} copied already`] : [seen]
}

/** The figures of the copying that are known: files, bytes, and while it goes on its speed and the time left. */
export function copyingFigures(run: SyncRun): string[] {
  const copying = run.phase === 'COPYING' && run.status === 'RUNNING'
  return [
    `${count(run.filesDone)} of ${counted(run.filesTotal, 'file')}`,
    `${bytes(run.bytesDone)} of ${bytes(run.bytesTotal)}`,
    copying ? speed(run.bytesPerSecond) : null,
    copying ? timeLeft(run.secondsLeft) : null,
  ].filter(figure => figure !== null)
}

/** What would go, before it goes. `files`: how many the draft has now. */
export function deletionQuestion(run: Pick<SyncRun, 'filesDeleted'>, files: number | undefined): string {
  const of = files ? `${count(run.filesDeleted)} of ${counted(files, 'file')}` : counted(run.filesDeleted, 'file')
  return `${of} would be deleted. Nothing has been deleted yet.`
}

/** What a run came to, as a line: `12 copied`, `108 unchanged`. What did not happen is not told there, but for the first two. */
export function outcomeLine(run: SyncRun): string[] {
  return outcomeFigures(run)
    .filter(({ n }, at) => at < 2 || n !== 0)
    .map(({ n, what }) => `${count(n)} ${what}`)
}

/** How a run that is over ended, in two words for a list. */
export function outcome(status: SyncRun['status']): string {
  if (status === 'SUCCEEDED') return 'Synchronised'
  if (status === 'FAILED') return 'Could not finish'
  if (status === 'CANCELED') return 'Cancelled'
  return 'Going on'
}

/**
 * What a screen reader is told while a run goes on. It changes only with the phase and with each tenth of the
 * way: the figures themselves change four times a second, which nobody could listen to.
 */
export function announcement(run: SyncRun, percent: number | null): string {
  if (run.finishedAt) return `${outcome(run.status)}. ${outcomeLine(run).join(', ')}.`
  if (run.phase !== 'COPYING' || run.status === 'WAITING_FOR_CONFIRMATION') return phaseTitle(run)
  return `${phaseTitle(run)}, ${Math.floor((percent ?? 0) / 10) * 10} percent`
}
