import { Text, Title } from '@mantine/core'
import { lazy } from 'react'
import { useQuery } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { formatNames } from '../../format/count.ts'
import { graphql } from '../../graphql/tada.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { DialogButton } from '../dialog-button.tsx'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { ShowReleaseProps } from '../releases/show-release-dialog.tsx'
import { Status } from '../status.tsx'
import { Figures } from '../sync/sync-progress.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import classes from './history.module.css'

const ShowReleaseDialog = lazy(() => import('../releases/show-release-dialog.tsx'))

const ReleasesQuery = graphql(`
  query Releases($slug: String!, $first: Int!, $after: String) {
    package(slug: $slug) {
      id
      releases(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          number
          notes
          createdAt
          createdBy {
            kind
            name
          }
          fileCount
          bytes
          removedAt
        }
      }
    }
  }
`)

/** The releases of a package, newest first: notes, author, size, and where teachers see each. Shows one elsewhere. */
export function ReleaseHistory({ slug, version, environments, deployments }: Props) {
  const canDeploy = usePackagePermission('package.deploy')
  const pages = usePages(10)
  const variables = { slug, first: pages.size, after: pages.after }
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: ReleasesQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(version, reexecuteQuery)
  const releases = data?.package?.releases
  const placesOf = (number: number) =>
    deployments.filter(({ release }) => release.number === number).flatMap(({ environment }) => environment?.name ?? [])
  return (
    <section aria-label={t('history.releases')}>
      <Title order={3}>{t('history.releases')}</Title>
      <ErrorNotice error={error} />
      {releases?.nodes.length === 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('history.noReleases')}
        </Text>
      )}
      <ul className={classes.list}>
        {releases?.nodes.map(release => (
          <li key={release.id}>
            <div className={classes.header}>
              <span className={classes.title}>{t('history.release', { number: String(release.number) })}</span>
              <Text size="sm" c="dimmed">
                <RelativeTime at={release.createdAt} />
              </Text>
            </div>
            <ReleaseState places={placesOf(release.number)} isRemoved={release.removedAt !== null} />
            <Figures
              figures={[
                t('history.fileCount', { count: release.fileCount }),
                formatBytes(release.bytes),
                release.createdBy.name,
              ]}
            />
            {release.notes && <p className={classes.text}>{release.notes}</p>}
            {canDeploy && !release.removedAt && placesOf(release.number).length < environments.length && (
              <DialogButton
                label={t('releases.show', { release: String(release.number) })}
                variant="default"
                mt="xs"
                dialog={close => <ShowReleaseDialog {...{ slug, release, environments, deployments, close }} />}
              />
            )}
          </li>
        ))}
      </ul>
      {releases && (
        <Pager
          pages={pages}
          pageInfo={releases.pageInfo}
          total={releases.totalCount}
          label={t('history.releasePages')}
        />
      )}
    </section>
  )
}

function ReleaseState({ places, isRemoved }: { places: string[]; isRemoved: boolean }) {
  if (isRemoved) return <Status tone="waiting">{t('releases.removed')}</Status>
  if (places.length === 0) return null
  return <Status tone="done">{t('releases.shownIn', { environments: formatNames(places) })}</Status>
}

/** The environments that the person may see, and what they show of the package. */
export type ReleasePlaces = Pick<ShowReleaseProps, 'environments' | 'deployments'>

type Props = { slug: string; version: string } & ReleasePlaces
