import { Anchor, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { PublishIcon, SearchIcon } from '../../theme/icons.tsx'
import { useAddressSearch } from '../address.ts'
import { CursorPager, useCursorPages } from '../cursor-pager.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { EmptyState } from '../empty-state.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { DeploymentLink } from '../publish/deployment-link.tsx'
import { UnpublishButton } from '../publish/unpublish-button.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { SearchField } from '../search-field.tsx'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import { type Environment, environmentActions } from './environment.ts'

const ShownQuery = graphql(
  `
    query Shown($slug: String!, $search: String, $first: Int, $after: String, $last: Int, $before: String) {
      environment(slug: $slug) {
        id
        deployments(current: true, search: $search, first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            ...PageInfoFields
          }
          nodes {
            id
            url
            deployedAt
            deployedBy {
              name
            }
            release {
              id
              number
              package {
                id
                slug
                title
              }
            }
          }
        }
      }
    }
  `,
  [PageInfoFields],
)

type Shown = NonNullable<NonNullable<ResultOf<typeof ShownQuery>['environment']>['deployments']>['nodes'][number]

/** The packages that an environment shows, the newest deployment first, with their releases. */
export function ShownPanel({ environment }: { environment: Environment }) {
  const { slug, name, access, shown } = environment
  const searching = useAddressSearch()
  const [{ data, error }, refetch] = useQuery({
    query: ShownQuery,
    variables: { slug, search: searching.search || null, ...useCursorPages(50) },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(environmentActions, refetch)
  const deployments = data?.environment?.deployments
  if (shown?.totalCount === 0)
    return (
      <EmptyState icon={<PublishIcon />} title={t('environments.nothingShownTitle')} order={2}>
        {t('environments.nothingShown', { environment: name })}
      </EmptyState>
    )
  const columns: Column<Shown>[] = [
    {
      title: t('environments.package'),
      cell: ({ release: { package: pkg } }) => (
        <Anchor component={Link} to={`/packages/${pkg.slug}`} inherit>
          {pkg.title}
        </Anchor>
      ),
    },
    {
      title: t('environments.release'),
      cell: ({ release: { number } }) => t('environments.releaseNumber', { number: String(number) }),
    },
    { title: t('environments.since'), cell: ({ deployedAt }) => <RelativeTime at={deployedAt} /> },
    { title: t('environments.by'), cell: ({ deployedBy }) => deployedBy.name },
    {
      title: t('environments.pages'),
      cell: ({ url, release: { package: pkg } }) => (
        <DeploymentLink label={t('environments.openPackage', { title: pkg.title })} url={url} access={access} />
      ),
    },
    {
      title: t('environments.actions'),
      isAction: true,
      cell: ({ release: { package: pkg } }) => (
        <UnpublishButton
          slug={pkg.slug}
          title={pkg.title}
          name={t('environments.unpublish', { title: pkg.title })}
          environment={{ slug, name }}
        />
      ),
    },
  ]
  return (
    <Stack gap="lg">
      <SearchField search={searching} label={t('environments.searchShown')} maw={360} />
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!deployments && !error && <LoadingSkeleton lines={5} />}
      {deployments && deployments.nodes.length > 0 && (
        <DataTable label={t('environments.shownNow')} columns={columns} rows={deployments.nodes} />
      )}
      {deployments?.nodes.length === 0 && (
        <EmptyState icon={<SearchIcon />} title={t('environments.noMatchTitle')} order={2}>
          {t('environments.noMatch', { search: searching.search })}
        </EmptyState>
      )}
      {deployments && (
        <CursorPager
          pageInfo={deployments.pageInfo}
          total={deployments.totalCount}
          label={t('environments.shownPages')}
        />
      )}
    </Stack>
  )
}
