import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import classes from './deleted-files.module.css'

/** The first files that would miss what a run deletes. */
export const DeletedFileUsersFields = graphql(`
  fragment DeletedFileUsersFields on SyncRun {
    deletedFileUsers(first: 5) {
      totalCount
      nodes {
        path
        fileCount
      }
    }
  }
`)

/** The files that stay and use what would be deleted. Nothing if there are none. */
export function DeletedFileUsers({ run }: { run: FragmentOf<typeof DeletedFileUsersFields> }) {
  const users = readFragment(DeletedFileUsersFields, run).deletedFileUsers
  if (!users || users.totalCount === 0) return null
  const rest = users.totalCount - users.nodes.length
  return (
    <section aria-label={t('sync.deletedUsed', { count: users.totalCount })}>
      <Text fw={600}>{t('sync.deletedUsed', { count: users.totalCount })}</Text>
      <ul className={classes.users}>
        {users.nodes.map(({ path, fileCount }) => (
          <li key={path}>
            <Anchor component={Link} to={`?${new URLSearchParams({ show: 'files', file: path })}`} inherit>
              {path}
            </Anchor>{' '}
            <Text span c="dimmed" size="sm">
              {t('sync.usesDeleted', { count: fileCount })}
            </Text>
          </li>
        ))}
        {rest > 0 && <li>{t('sync.moreUsers', { count: rest })}</li>}
      </ul>
    </section>
  )
}
