import { formatBytes } from '../../format/bytes.ts'
import { t } from '../../texts/texts.ts'
import type { SyncAction } from './plan-figures.ts'
import type { SyncRun } from './sync-run.ts'

type Item = {
  action: SyncAction
  status: string
  bytes: number
  reason: string | null
  error: { message: string } | null
}

/** The accessible name of a list of files. `folder`: whose files they are, '' for those in no folder; null is all. */
export function listLabel(action: SyncAction, folder: string | null): string {
  const list = t('sync.itemList', { action })
  return folder === null ? list : t('sync.filesIn', { list, folder: folderName(folder) })
}

/** The name of a folder at the top of a package. */
export const folderName = (folder: string): string => (folder === '' ? t('sync.noFolder') : `${folder}/`)

/** A string that changes when the plan changes or the run ends. The lists of the plan then refetch. */
export function listVersion(run: SyncRun): string {
  const plan = run.calculated && [run.filesTotal, run.filesDeleted, run.filesIgnored]
  return `${plan} ${run.finishedAt}`
}

/** The size of a file. Null for deleted files, and for ignored files that Dropbox has no bytes for. */
export function itemSize({ action, bytes: size }: Pick<Item, 'action' | 'bytes'>): string | null {
  return action === 'COPY' || (action === 'IGNORE' && size > 0) ? formatBytes(size) : null
}

/** Why a file was not copied or is ignored. Null if there is nothing to explain. */
export function itemNote(item: Omit<Item, 'bytes'>, isRunFinished: boolean): { text: string; isError: boolean } | null {
  if (item.error) return { text: item.error.message, isError: true }
  if (item.reason) return { text: item.reason, isError: false }
  return isRunFinished && item.action === 'COPY' && item.status === 'PENDING'
    ? { text: t('sync.notCopied'), isError: false }
    : null
}
