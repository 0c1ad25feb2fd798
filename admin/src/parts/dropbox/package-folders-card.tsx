import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { formatCount } from '../../format/count.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import type { DropboxConnection } from './dropbox-connection.ts'

type PackageFolder = DropboxConnection['packageFolders'][number] & { id: string }

/** How many packages each Dropbox folder holds. */
export function PackageFoldersCard({ folders }: { folders: DropboxConnection['packageFolders'] }) {
  return (
    <Card title={t('dropbox.packageFolders')}>
      {folders.length === 0 ? (
        <Text>{t('dropbox.noPackageFolders')}</Text>
      ) : (
        <DataTable
          label={t('dropbox.packageFolders')}
          columns={columns}
          rows={folders.map(folder => ({ ...folder, id: folder.path }))}
        />
      )}
    </Card>
  )
}

const columns: Column<PackageFolder>[] = [
  { title: t('dropbox.folderColumn'), cell: ({ path }) => <FolderLink path={path} /> },
  { title: t('dropbox.packagesColumn'), cell: ({ packages }) => formatCount(packages) },
]

/** Opens the folder where a person may add another package from it. */
function FolderLink({ path }: { path: string }) {
  const label = t('dropbox.folder', { path })
  if (!useHasPermission('package.create')) return label
  const search = path ? `?${new URLSearchParams({ path })}` : ''
  return (
    <Anchor component={Link} to={`/add-package${search}`} inherit>
      {label}
    </Anchor>
  )
}
