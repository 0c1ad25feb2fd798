import { Text, Title } from '@mantine/core'
import { useQuery } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Figures } from '../sync/sync-progress.tsx'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import classes from './history.module.css'

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
        }
      }
    }
  }
`)

/** The releases of a package, newest first: notes, author, and size. */
export function ReleaseHistory({ slug, version }: { slug: string; version: string }) {
  const pages = usePages(10)
  const variables = { slug, first: pages.size, after: pages.after }
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: ReleasesQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(version, reexecuteQuery)
  const releases = data?.package?.releases
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
            <Figures
              figures={[
                t('history.fileCount', { count: release.fileCount }),
                formatBytes(release.bytes),
                release.createdBy.name,
              ]}
            />
            {release.notes && <p className={classes.text}>{release.notes}</p>}
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
