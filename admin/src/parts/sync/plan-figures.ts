import { formatBytes } from '../../format/bytes.ts'
import { t } from '../../texts/texts.ts'
import type { SyncRun } from './sync-run.ts'

/** What a run does with a file. */
export type SyncAction = 'COPY' | 'DELETE' | 'IGNORE'

/** A number with its label. `action` is set if the figure opens a list of files. */
export type Figure = { n: number; label: string; size?: string; action?: SyncAction }

/**
 * The plan of a run. While Dropbox's list is being read, it has only the files to copy so far, if there are any. The other
 * figures are known at the end of the list.
 */
export function planFigures(run: SyncRun): Figure[] {
  const { calculated, filesTotal, filesUnchanged, filesDeleted, filesIgnored } = run
  const toCopy = {
    n: filesTotal,
    label: calculated ? t('sync.toCopy') : t('sync.toCopySoFar'),
    size: formatBytes(run.bytesTotal),
    ...listAction('COPY', filesTotal),
  }
  if (!calculated) return filesTotal > 0 ? [toCopy] : []
  return [
    toCopy,
    { n: filesUnchanged, label: t('sync.unchanged') },
    { n: filesDeleted, label: t('sync.toDelete'), ...listAction('DELETE', filesDeleted) },
    { n: filesIgnored, label: t('sync.ignored'), ...listAction('IGNORE', filesIgnored) },
  ]
}

/** The result of a run. A run that did not succeed shows how much it had to copy, and deleted nothing. */
export function outcomeFigures(run: SyncRun): Figure[] {
  const hasSucceeded = run.status === 'SUCCEEDED'
  const deletedCount = hasSucceeded ? run.filesDeleted : 0
  return [
    {
      n: run.filesDone,
      label: hasSucceeded ? t('sync.copied') : t('sync.copiedOfTotal', { total: run.filesTotal }),
      size: formatBytes(run.bytesDone),
      ...listAction('COPY', run.filesTotal),
    },
    { n: run.filesUnchanged, label: t('sync.unchanged') },
    { n: deletedCount, label: t('sync.deleted'), ...listAction('DELETE', deletedCount) },
    { n: run.filesIgnored, label: t('sync.ignored'), ...listAction('IGNORE', run.filesIgnored) },
  ]
}

/** The figures of a finished run that the page shows: what was copied and all that are not 0, else those that open a list. */
export function resultFigures(run: SyncRun): Figure[] {
  const hasSucceeded = run.status === 'SUCCEEDED'
  return outcomeFigures(run).filter(({ n, action }, index) => action || (hasSucceeded && (index === 0 || n > 0)))
}

const listAction = (action: SyncAction, files: number) => (files > 0 ? { action } : {})

/** The videos among the files to copy, in a sentence. Null if there are none. */
export function plannedVideosLabel({ videosNew, videosReused }: VideoCounts): string | null {
  if (videosNew > 0 && videosReused > 0) return t('sync.plannedVideos', { new: videosNew, reused: videosReused })
  if (videosNew > 0) return t('sync.plannedNewVideos', { count: videosNew })
  return videosReused > 0 ? t('sync.plannedReusedVideos', { count: videosReused }) : null
}

type VideoCounts = { videosNew: number; videosReused: number }
