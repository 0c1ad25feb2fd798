import { formatBytes } from '../../format/bytes.ts'
import { formatPercent } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import classes from './current-files.module.css'
import type { SyncRun } from './sync-run.ts'

/** The files that are being copied now, with their size, and of large ones how much is stored. Keeps its height while they change. */
export function CurrentFiles({ files }: { files: SyncRun['currentFiles'] }) {
  return (
    <ul className={classes.files} aria-label={t('sync.currentFiles')}>
      {files.map(({ path, bytes, bytesDone }) => (
        <li key={path}>
          <span className={classes.path} title={path}>
            {path}
          </span>
          <span className={classes.size}>
            {bytesDone > 0
              ? t('sync.partOfFile', { percent: formatPercent((bytesDone / bytes) * 100), size: formatBytes(bytes) })
              : formatBytes(bytes)}
          </span>
        </li>
      ))}
    </ul>
  )
}
