import { Badge, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useSubscription } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { formatPercent } from '../../format/count.ts'
import { type FragmentOf, graphql, type ResultOf, readFragment } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { RelativeTime } from '../relative-time.tsx'
import { phaseTitle } from '../sync/sync-labels.ts'
import { deploymentLabel, statusLabel } from './package-labels.ts'
import classes from './package-row.module.css'

/** A package, as its row in the list shows it. */
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
      percent
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

/** One package of the list. Subscribes to its changes while it is on the screen. */
export function PackageRow({ item }: { item: FragmentOf<typeof PackageRowFields> }) {
  const { slug, title, dropboxPath, status, draft, currentSyncRun, deployments } = readFragment(PackageRowFields, item)
  useSubscription({ query: RowChanged, variables: { slug } })
  const openRun = currentSyncRun && !currentSyncRun.finishedAt ? currentSyncRun : null
  return (
    <li className={classes.row}>
      <div>
        <Link to={`/packages/${slug}`} className={classes.title}>
          {title}
        </Link>
        <Text size="sm" c="gray.6" truncate>
          {t('packages.folder', { path: dropboxPath })}
        </Text>
      </div>
      <div>
        {openRun ? (
          <Text size="sm" fw={600} c="board.7">
            {runLabel(openRun)}
          </Text>
        ) : (
          <Text size="sm">
            {draft
              ? t.rich('packages.synchronized', { time: () => <RelativeTime at={draft.synchronizedAt} /> })
              : t('packages.noFiles')}
          </Text>
        )}
        <Text size="sm" c="gray.6">
          {draft ? t('packages.draftSize', { files: draft.fileCount, size: formatBytes(draft.bytes) }) : ' '}
        </Text>
      </div>
      <div className={classes.badges}>
        {deployments?.map(deployment => (
          <Badge key={deployment.id} color={status === 'ARCHIVED' ? 'gray' : 'board'}>
            {deploymentLabel(deployment)}
          </Badge>
        ))}
        {(!deployments?.length || status === 'ARCHIVED') && <Badge color="gray">{statusLabel(status)}</Badge>}
      </div>
    </li>
  )
}

type OpenRun = NonNullable<ResultOf<typeof PackageRowFields>['currentSyncRun']>

function runLabel(run: OpenRun): string {
  const phase = phaseTitle(run)
  if (run.status !== 'RUNNING' || run.phase !== 'COPYING' || run.percent === null) return phase
  return t('packages.runProgress', { phase, percent: formatPercent(run.percent) })
}
