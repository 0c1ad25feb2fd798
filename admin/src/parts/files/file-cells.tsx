import { formatBytes } from '../../format/bytes.ts'
import { t } from '../../texts/texts.ts'
import classes from './files.module.css'
import type { FolderEntry } from './folder-entry.ts'

/** What stands right of the name of a file or folder: how it changed, how many files it has, and its size. */
export function FileCells({ entry }: { entry: FolderEntry }) {
  const { isFolder, fileCount, bytes, change, changedCount } = entry
  return (
    <>
      {isFolder && changedCount > 0 && (
        <span className={classes.changed}>{t('files.changedCount', { count: changedCount })}</span>
      )}
      {change && (
        <span className={classes.changed} data-change={change}>
          {t('files.change', { change })}
        </span>
      )}
      {isFolder && <span className={classes.count}>{t('files.fileCount', { count: fileCount })}</span>}
      <span className={classes.size}>{formatBytes(bytes)}</span>
    </>
  )
}
