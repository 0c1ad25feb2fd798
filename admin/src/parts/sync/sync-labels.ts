import { formatBytes, formatSpeed } from '../../format/bytes.ts'
import { formatList, formatPercent } from '../../format/count.ts'
import { formatTimeLeft } from '../../format/duration.ts'
import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'
import { outcomeFigures } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

/** The percentage of a run. Null while it is calculated. */
export function runPercent(run: SyncRun): number | null {
  if (run.phase === 'CALCULATING') return null
  return run.phase === 'COPYING' ? run.percent : 100
}

/** The higher of two percentages. Null if both are unknown. */
export function maxPercent(previous: number | null, percent: number | null): number | null {
  return previous === null || percent === null ? (percent ?? previous) : Math.max(previous, percent)
}

/** Whether a person must decide before the run continues. */
export const needsDecision = ({ status }: Pick<SyncRun, 'status'>): boolean =>
  status === 'WAITING_FOR_CONFIRMATION' || status === 'WAITING_FOR_FOLDER'

/** The status of a run in progress. Phases that this page does not know are called "Finishing". */
export function phaseTitle(run: Pick<SyncRun, 'phase' | 'status'>): string {
  if (run.status === 'WAITING_FOR_DROPBOX') return t('sync.waitingForDropbox')
  if (needsDecision(run)) return t('sync.needsDecision')
  if (run.phase === 'CALCULATING') return t('sync.calculating')
  if (run.phase === 'COPYING') return t('sync.copying')
  if (run.phase === 'CLEANING') return t('sync.cleaning')
  return t('sync.finishing')
}

/** The tone of a run in progress. */
export const runTone = (run: Pick<SyncRun, 'status'>): StatusTone =>
  needsDecision(run) || run.status === 'WAITING_FOR_DROPBOX' ? 'attention' : 'running'

const outcomeTones: Record<string, StatusTone> = { SUCCEEDED: 'done', FAILED: 'failed', CANCELED: 'waiting' }

/** The tone of a run in a list. */
export const outcomeTone = (run: Pick<SyncRun, 'status'>): StatusTone => outcomeTones[run.status] ?? runTone(run)

/** How many items the calculation has found, and how many are copied already. */
export function countingFigures(run: SyncRun): string[] {
  if (run.entriesListed === 0) return [t('sync.requestingList')]
  const found = t('sync.itemsFound', { count: run.entriesListed })
  return run.filesDone > 0 ? [found, t('sync.alreadyCopied', { count: run.filesDone })] : [found]
}

/** The known figures of the copying: files, bytes, and while it is running its speed and the time left. */
export function copyingFigures(run: SyncRun): string[] {
  const isCopying = run.phase === 'COPYING' && run.status === 'RUNNING'
  return [
    t('sync.filesOfTotal', { done: run.filesDone, total: run.filesTotal }),
    t('sync.bytesOfTotal', { done: formatBytes(run.bytesDone), total: formatBytes(run.bytesTotal) }),
    isCopying ? formatSpeed(run.bytesPerSecond) : null,
    isCopying ? formatTimeLeft(run.secondsLeft) : null,
  ].filter(figure => figure !== null)
}

/** Asks whether to delete the files. `draftFileCount` is the number of files in the draft. */
export function deletionQuestion(run: Pick<SyncRun, 'filesDeleted'>, draftFileCount: number | undefined): string {
  const count = run.filesDeleted
  return draftFileCount
    ? t('sync.deletionQuestionOfTotal', { count, total: draftFileCount })
    : t('sync.deletionQuestion', { count })
}

/** The result of a run in short: `12 copied`, `108 unchanged`. Other figures are included only if they are not 0. */
export function outcomeCounts(run: SyncRun): string[] {
  return outcomeFigures(run)
    .filter(({ n }, index) => index < 2 || n !== 0)
    .map(({ n, label }) => t('sync.figure', { count: n, label }))
}

/** The outcome of a run in two words, for a list. */
export function outcomeLabel(status: SyncRun['status']): string {
  return t('sync.outcome', { status })
}

/** Whether a canceled run had nothing left to do but to delete files. That is so when the answer was to keep them. */
const hasKeptDeletions = ({ calculated, filesDone, filesTotal, filesDeleted }: SyncRun) =>
  calculated && filesDone === filesTotal && filesDeleted > 0

/** What to do after a run that failed, was canceled, or found an empty folder. Null if there is nothing to do. */
export function nextSteps(run: SyncRun): string | null {
  const hasCopiedFiles = run.filesDone > 0
  if (run.status === 'FAILED')
    return joinSentences(run.error?.message ?? t('sync.failedUnknown'), hasCopiedFiles && t('sync.copiedFilesKept'))
  if (run.status === 'CANCELED' && hasKeptDeletions(run)) return t('sync.keptFiles', { count: run.filesDeleted })
  if (run.status === 'CANCELED')
    return joinSentences(
      hasCopiedFiles && t('sync.copiedFilesKept'),
      run.filesDeleted > 0 && t('sync.noFilesDeleted'),
      t('sync.continueAfterCancel'),
    )
  return run.filesDone + run.filesUnchanged === 0 ? t('sync.emptyFolder') : null
}

/**
 * What screen readers announce during a run. Changes only with the phase and with each 10%, because the figures change
 * four times a second.
 */
export function screenReaderMessage(run: SyncRun, percent: number | null): string {
  if (run.finishedAt)
    return t('sync.outcomeSpoken', { outcome: outcomeLabel(run.status), figures: formatList(outcomeCounts(run)) })
  if (run.phase !== 'COPYING' || needsDecision(run)) return phaseTitle(run)
  const roundedPercent = Math.floor((percent ?? 0) / 10) * 10
  return t('sync.progressSpoken', { phase: phaseTitle(run), percent: formatPercent(roundedPercent) })
}

function joinSentences(...sentences: (string | false)[]): string {
  return sentences.filter(Boolean).join(' ')
}
