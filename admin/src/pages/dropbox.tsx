import { Stack } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { ConnectionCard } from '../parts/dropbox/connection-card.tsx'
import { ConnectionProblem } from '../parts/dropbox/connection-notice.tsx'
import { DisconnectCard } from '../parts/dropbox/disconnect-card.tsx'
import { connectionActions, DropboxConnectionFields } from '../parts/dropbox/dropbox-connection.ts'
import { PackageFoldersCard } from '../parts/dropbox/package-folders-card.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'

const DropboxQuery = graphql(
  `
    query Dropbox {
      dropboxConnection {
        status
        ...DropboxConnectionFields
      }
    }
  `,
  [DropboxConnectionFields],
)

/** The connected Dropbox: whether it works and how to repair it, the account, and the folders of the packages. */
export default function DropboxPage() {
  const [{ data, error }, refetch] = useQuery({ query: DropboxQuery, requestPolicy: 'cache-and-network' })
  useRefetchOnEvents(connectionActions, refetch)
  useOnTabVisible(() => refetch({ requestPolicy: 'network-only' }))
  if (data && !data.dropboxConnection) return <Forbidden permission="dropbox.read" />
  const connection = data?.dropboxConnection
  return (
    <>
      <PageTitle>{t('dropbox.title')}</PageTitle>
      <Stack gap="xl" maw={960}>
        <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
        {!connection && !error && <LoadingSkeleton lines={6} />}
        {connection && (
          <>
            <ConnectionProblem connection={connection} />
            <ConnectionCard connection={connection} />
            <PackageFoldersCard folders={connection.packageFolders} />
            <DisconnectCard connection={connection} />
          </>
        )}
      </Stack>
    </>
  )
}
