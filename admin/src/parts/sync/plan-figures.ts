import { bytes } from '../../text/bytes.ts'
import type { SyncRun } from './sync-run.ts'

/** What a run does with a file. */
export type SyncAction = 'COPY' | 'DELETE' | 'IGNORE'

/** A number of the plan with its word, and for which files it stands, where their list can be opened. Null: nobody knows yet. */
export type Figure = { n: number | null; what: string; size?: string; action?: SyncAction }

/**
 * What a run is to do. While Dropbox's list is still being read, only what is to be copied is known, so far: what is
 * unchanged, gone or left out comes out at the end of the list.
 */
export function planFigures(run: SyncRun): Figure[] {
  const { calculated } = run
  const late = (n: number) => (calculated ? n : null)
  return [
    {
      n: run.filesTotal,
      what: calculated ? 'to copy' : 'to copy so far',
      size: bytes(run.bytesTotal),
      action: 'COPY',
    },
    { n: late(run.filesUnchanged), what: 'unchanged' },
    { n: late(run.filesDeleted), what: 'to delete', action: 'DELETE' },
    { n: late(run.filesIgnored), what: 'left out', action: 'IGNORE' },
  ]
}

/** What a run came to. One that did not end well has removed nothing, whatever it had planned. */
export function outcomeFigures(run: SyncRun): (Figure & { n: number })[] {
  return [
    { n: run.filesDone, what: 'copied', size: bytes(run.bytesDone), action: 'COPY' },
    { n: run.filesUnchanged, what: 'unchanged' },
    { n: run.status === 'SUCCEEDED' ? run.filesDeleted : 0, what: 'removed', action: 'DELETE' },
    { n: run.filesIgnored, what: 'left out', action: 'IGNORE' },
  ]
}

/** The figures that the page shows of a run that is over: all of one that went well, of another only what it came to. */
export function resultFigures(run: SyncRun): Figure[] {
  return outcomeFigures(run).filter(({ n }) => run.status === 'SUCCEEDED' || n > 0)
}

/** The videos among the files to copy, in words; null where there is none. */
export function videosAmong({ videosNew, videosReused }: { videosNew: number; videosReused: number }): string | null {
  const parts = [
    videosNew > 0 ? `${videosNew} new` : null,
    videosReused > 0 ? `${videosReused} with a stream already` : null,
  ].filter(part => part !== null)
  return parts.length > 0 ? `Videos among them: ${parts.join(', ')}.` : null
}
