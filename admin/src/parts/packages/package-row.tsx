import { Text } from '@mantine/core'
import { Link } from 'react-router'
import { useSubscription } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { formatPercent } from '../../format/count.ts'
import { type FragmentOf, graphql, type ResultOf, readFragment } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { phaseTitle, runTone } from '../sync/sync-labels.ts'
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
        <Text size="sm" c="dimmed" truncate>
          {t('packages.folder', { path: dropboxPath })}
        </Text>
      </div>
      <div>
        {openRun ? (
          <Status tone={runTone(openRun)}>{runLabel(openRun)}</Status>
        ) : (
          <Text>
            {draft
              ? t.rich('packages.synchronized', { time: () => <RelativeTime at={draft.synchronizedAt} /> })
              : t('packages.noFiles')}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {draft ? t('packages.draftSize', { files: draft.fileCount, size: formatBytes(draft.bytes) }) : ' '}
        </Text>
      </div>
      <div className={classes.badges}>
        {deployments?.map(deployment => (
          <Status key={deployment.id} tone={status === 'ARCHIVED' ? 'waiting' : 'done'}>
            {deploymentLabel(deployment)}
          </Status>
        ))}
        {(!deployments?.length || status === 'ARCHIVED') && <Status tone="waiting">{statusLabel(status)}</Status>}
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
