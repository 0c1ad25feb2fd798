import { formatBytes } from '../../format/bytes.ts'
import type { SyncAction } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

type Item = {
  action: SyncAction
  status: string
  bytes: number
  reason: string | null
  error: { message: string } | null
}

const LIST_LABELS: Record<SyncAction, string> = {
  COPY: 'Files that are copied',
  DELETE: 'Files that are deleted',
  IGNORE: 'Files that are left out',
}

/** What a list of files is called for whoever cannot see the number above it. */
export function listLabel(action: SyncAction): string {
  return LIST_LABELS[action]
}

/** Changes when the plan has changed, or the run is over: then its lists are read again. */
export function listVersion(run: SyncRun): string {
  const plan = run.calculated && [run.filesTotal, run.filesDeleted, run.filesIgnored]
  return `${plan} ${run.finishedAt}`
}

/** A file's size, where it means something: of what is gone, and of what Dropbox has no bytes for, there is none. */
export function itemSize({ action, bytes: size }: Pick<Item, 'action' | 'bytes'>): string | null {
  return action === 'COPY' || (action === 'IGNORE' && size > 0) ? formatBytes(size) : null
}

/** What is to be said of a file: why it could not be copied, or why it is left out. `over`: nothing more is tried. */
export function itemNote(item: Omit<Item, 'bytes'>, isRunFinished: boolean): { text: string; isError: boolean } | null {
  if (item.error) return { text: item.error.message, isError: true }
  if (item.reason) return { text: item.reason, isError: false }
  return isRunFinished && item.action === 'COPY' && item.status === 'PENDING'
    ? { text: 'Not copied yet', isError: false }
    : null
}
