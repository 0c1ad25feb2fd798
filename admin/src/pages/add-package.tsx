import { Anchor, Stack, Text } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { Card } from '../parts/card.tsx'
import { ConnectionNotice } from '../parts/dropbox/connection-notice.tsx'
import { FolderBreadcrumbs } from '../parts/dropbox/folder-breadcrumbs.tsx'
import { FolderFields, FolderList } from '../parts/dropbox/folder-list.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { t } from '../texts/texts.ts'
import { FolderIcon } from '../theme/icons.tsx'

const FoldersQuery = graphql(
  `
    query Folders($path: String!) {
      dropboxConnection {
        account
      }
      dropboxFolders(path: $path) {
        path
        ...FolderFields
      }
    }
  `,
  [FolderFields],
)

/** Browses Dropbox folders and adds one as a package. The address contains the open folder (`?path=`). */
export default function AddPackagePage() {
  const [params] = useSearchParams()
  const path = params.get('path') ?? ''
  const [{ data, error, stale, fetching }, reexecuteQuery] = useQuery({
    query: FoldersQuery,
    variables: { path },
    requestPolicy: 'network-only',
  })
  const folders = fetching && !stale ? undefined : data?.dropboxFolders
  return (
    <>
      <Anchor component={Link} to="/packages" size="sm" c="gray.6">
        {t('packages.title')}
      </Anchor>
      <PageTitle>{t('dropbox.addPackageTitle')}</PageTitle>
      <Card title={t('dropbox.chooseFolder')} aside={<Account name={data?.dropboxConnection?.account} />}>
        <Stack gap="sm">
          <FolderBreadcrumbs path={path} />
          <ConnectionNotice />
          <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
          {fetching && !folders && <LoadingSkeleton />}
          {folders && folders.length > 0 && <FolderList folders={folders} />}
          {folders?.length === 0 && (
            <EmptyState icon={<FolderIcon />} title={t('dropbox.emptyTitle')}>
              {path ? t('dropbox.emptyFolder') : t('dropbox.emptyRoot')}
            </EmptyState>
          )}
        </Stack>
      </Card>
    </>
  )
}

function Account({ name }: { name: string | null | undefined }) {
  return name ? (
    <Text size="sm" c="gray.6">
      {name}
    </Text>
  ) : null
}
