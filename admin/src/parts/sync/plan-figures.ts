import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import type { SyncRun } from './sync-run.ts'

/** What a run does with a file. */
export type SyncAction = 'COPY' | 'DELETE' | 'IGNORE'

/** A number with its word, and for which files it stands, where there is a list of them. Null: nobody knows yet. */
export type Figure = { n: number | null; label: string; size?: string; action?: SyncAction }

/**
 * What a run is to do. While Dropbox's list is still being read, only what is to be copied is known, so far: what is
 * unchanged, gone or left out comes out at the end of the list.
 */
export function planFigures(run: SyncRun): Figure[] {
  const { calculated } = run
  const afterListing = (n: number, label: string, action?: SyncAction) =>
    calculated ? { n, label, ...(action && listAction(action, n)) } : { n: null, label }
  return [
    {
      n: run.filesTotal,
      label: calculated ? 'to copy' : 'to copy so far',
      size: formatBytes(run.bytesTotal),
      ...listAction('COPY', run.filesTotal),
    },
    afterListing(run.filesUnchanged, 'unchanged'),
    afterListing(run.filesDeleted, 'to delete', 'DELETE'),
    afterListing(run.filesIgnored, 'left out', 'IGNORE'),
  ]
}

/** What a run came to. One that did not end well tells how much it had to copy, and has removed nothing, whatever it had planned. */
export function outcomeFigures(run: SyncRun): (Figure & { n: number })[] {
  const hasSucceeded = run.status === 'SUCCEEDED'
  const removedCount = hasSucceeded ? run.filesDeleted : 0
  return [
    {
      n: run.filesDone,
      label: hasSucceeded ? 'copied' : `of ${formatCount(run.filesTotal)} copied`,
      size: formatBytes(run.bytesDone),
      ...listAction('COPY', run.filesTotal),
    },
    { n: run.filesUnchanged, label: 'unchanged' },
    { n: removedCount, label: 'removed', ...listAction('DELETE', removedCount) },
    { n: run.filesIgnored, label: 'left out', ...listAction('IGNORE', run.filesIgnored) },
  ]
}

/** The figures that the page shows of a run that is over: all of one that went well, of another those that open a list. */
export function resultFigures(run: SyncRun): Figure[] {
  return outcomeFigures(run).filter(({ action }) => run.status === 'SUCCEEDED' || action)
}

const listAction = (action: SyncAction, files: number) => (files > 0 ? { action } : {})

/** The videos among the files to copy, in words; null where there is none. */
export function plannedVideosLabel({
  videosNew,
  videosReused,
}: {
  videosNew: number
  videosReused: number
}): string | null {
  const parts = [
    videosNew > 0 ? `${videosNew} new` : null,
    videosReused > 0 ? `${videosReused} with a stream already` : null,
  ].filter(part => part !== null)
  return parts.length > 0 ? `Videos among them: ${parts.join(', ')}.` : null
}
