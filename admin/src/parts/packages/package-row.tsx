import { Badge, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useSubscription } from 'urql'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { formatBytes } from '../../format/bytes.ts'
import { formatQuantity } from '../../format/count.ts'
import { RelativeTime } from '../relative-time.tsx'
import { copiedPercent, phaseTitle } from '../sync/sync-labels.ts'
import classes from './package-row.module.css'
import { statusLabel } from './package-status.ts'

/** A package, as a line of the list shows it. */
export const PackageRowFields = graphql(`
  fragment PackageRowFields on Package {
    id
    slug
    title
    dropboxPath
    status
    draft {
      id
      fileCount
      bytes
      synchronizedAt
    }
    currentSyncRun {
      id
      status
      phase
      bytesTotal
      bytesDone
      filesTotal
      filesDone
      finishedAt
    }
    deployments {
      id
      environment {
        id
        name
      }
      release {
        id
        number
      }
    }
  }
`)

const RowChanged = graphql(
  `
    subscription PackageRowChanged($slug: String!) {
      packageChanged(slug: $slug) {
        id
        ...PackageRowFields
      }
    }
  `,
  [PackageRowFields],
)

/** One package of the list, kept up to date while it is on the screen. */
export function PackageRow({ item }: { item: FragmentOf<typeof PackageRowFields> }) {
  const { slug, title, dropboxPath, status, draft, currentSyncRun, deployments } = readFragment(PackageRowFields, item)
  useSubscription({ query: RowChanged, variables: { slug } })
  const openRun = currentSyncRun && !currentSyncRun.finishedAt ? currentSyncRun : null
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to={`/packages/${slug}`} className={classes.title}>
          {title}
        </Link>
        <Text size="sm" c="gray.6" truncate>
          Dropbox{dropboxPath}
        </Text>
      </div>
      <div className={classes.state}>
        {openRun ? (
          <Text size="sm" fw={600} c="board.7">
            {phaseTitle(openRun)}{' '}
            {openRun.status === 'RUNNING' && openRun.phase === 'COPYING' && `· ${Math.floor(copiedPercent(openRun))} %`}
          </Text>
        ) : (
          <Text size="sm">
            {draft ? (
              <>
                Synchronised <RelativeTime at={draft.synchronizedAt} />
              </>
            ) : (
              'No files yet'
            )}
          </Text>
        )}
        <Text size="sm" c="gray.6">
          {draft ? `${formatQuantity(draft.fileCount, 'file')} · ${formatBytes(draft.bytes)}` : ' '}
        </Text>
      </div>
      <div className={classes.shown}>
        {deployments?.length ? (
          deployments.map(({ id, environment, release }) => (
            <Badge key={id} color="board">
              {environment?.name} · release {release.number}
            </Badge>
          ))
        ) : (
          <Badge color="gray">{statusLabel(status)}</Badge>
        )}
      </div>
    </li>
  )
}
