import { Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { errorCode } from '../graphql/problems.ts'
import { graphql } from '../graphql/tada.ts'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { ConnectionNotice } from '../parts/dropbox/connection-notice.tsx'
import { CurrentFolder } from '../parts/dropbox/current-folder.tsx'
import { FolderFields } from '../parts/dropbox/folder.ts'
import { FolderBreadcrumbs } from '../parts/dropbox/folder-breadcrumbs.tsx'
import { FolderList } from '../parts/dropbox/folder-list.tsx'
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

const AddDialog = lazy(() => import('../parts/dropbox/add-dialog.tsx'))

/**
 * Browses Dropbox folders, and asks before one becomes a package. The address contains the open folder (`?path=`). It
 * can be chosen too.
 */
export default function AddPackagePage() {
  const [params] = useSearchParams()
  const path = params.get('path') ?? ''
  const [chosenPath, setChosenPath] = useState<string | null>(null)
  const [{ data, error, stale, fetching }, reexecuteQuery] = useQuery({
    query: FoldersQuery,
    variables: { path },
    requestPolicy: 'network-only',
  })
  const folders = fetching && !stale ? undefined : data?.dropboxFolders
  return (
    <>
      <Breadcrumbs parents={[{ to: '/packages', label: t('packages.title') }]} current={t('dropbox.addPackageTitle')} />
      <PageTitle>{t('dropbox.addPackageTitle')}</PageTitle>
      <Card title={t('dropbox.chooseFolder')} aside={<Account name={data?.dropboxConnection?.account} />}>
        <Stack gap="md">
          <FolderBreadcrumbs path={path} />
          <ConnectionNotice />
          {/* The notice above says it when Dropbox has to be connected. */}
          <ErrorNotice
            error={errorCode(error) === 'REAUTHENTICATE' ? undefined : error}
            retry={() => reexecuteQuery({ requestPolicy: 'network-only' })}
          />
          {path && <CurrentFolder key={path} path={path} onChoose={() => setChosenPath(path)} />}
          {fetching && !folders && <LoadingSkeleton />}
          {folders && folders.length > 0 && <FolderList folders={folders} onChoose={setChosenPath} />}
          {folders?.length === 0 && (
            <EmptyState icon={<FolderIcon />} title={t('dropbox.emptyTitle')}>
              {path ? t('dropbox.emptyFolder') : t('dropbox.emptyRoot')}
            </EmptyState>
          )}
        </Stack>
      </Card>
      <Suspense>
        {chosenPath !== null && <AddDialog key={chosenPath} path={chosenPath} close={() => setChosenPath(null)} />}
      </Suspense>
    </>
  )
}

function Account({ name }: { name: string | null | undefined }) {
  return name ? (
    <Text size="sm" c="dimmed">
      {name}
    </Text>
  ) : null
}
