import { useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { DeletedFileUsers, DeletedFileUsersFields } from './deleted-file-users.tsx'
import classes from './deleted-files.module.css'
import { folderName } from './item-labels.ts'
import { ItemList } from './item-list.tsx'
import type { SyncRun } from './sync-run.ts'

const DeletedFilesQuery = graphql(
  `
    query DeletedFiles($run: ID!) {
      syncRun(id: $run) {
        id
        deletedFolders {
          path
          fileCount
        }
        ...DeletedFileUsersFields
      }
    }
  `,
  [DeletedFileUsersFields],
)

/** More folders scroll. */
const MANY = 20

/** The files that a run would delete, by folder, each with a list that opens, and the files that would miss them. */
export function DeletedFiles({ run }: { run: SyncRun }) {
  const [{ data, error }, refetch] = useQuery({
    query: DeletedFilesQuery,
    variables: { run: run.id },
    requestPolicy: 'cache-and-network',
  })
  const found = data?.syncRun
  if (!found)
    return error ? (
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
    ) : (
      <LoadingSkeleton lines={3} />
    )
  const { deletedFolders: folders } = found
  return (
    <>
      <ul
        className={classes.folders}
        data-many={folders.length > MANY || undefined}
        aria-label={t('sync.deletedFolders')}
      >
        {folders.map(({ path, fileCount }) => (
          <Folder key={path} run={run} path={path} fileCount={fileCount} isOpenAtFirst={folders.length === 1} />
        ))}
      </ul>
      <DeletedFileUsers run={found} />
    </>
  )
}

function Folder({ run, path, fileCount, isOpenAtFirst }: FolderProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  return (
    <li>
      <button type="button" className={classes.folder} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <ChevronIcon />
        <span>
          <b>{folderName(path)}</b> · {t('sync.fileCount', { count: fileCount })}
        </span>
      </button>
      {isOpen && <ItemList run={run} action="DELETE" folder={path} />}
    </li>
  )
}

type FolderProps = { run: SyncRun; path: string; fileCount: number; isOpenAtFirst: boolean }
