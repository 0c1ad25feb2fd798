import { useParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { AccessStatus } from '../parts/environments/access-status.tsx'
import { EnvironmentFields, environmentActions } from '../parts/environments/environment.ts'
import { EnvironmentTabs, useOpenTabLabel } from '../parts/environments/environment-tabs.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import NotFoundPage from './not-found.tsx'

const EnvironmentQuery = graphql(
  `
    query Environment($slug: String!) {
      environment(slug: $slug) {
        id
        ...EnvironmentFields
        managers: whoMay(permission: "environment.manage") {
          name
        }
      }
      timeZone
      viewer {
        user {
          id
          effectivePermissions(environment: $slug) {
            permission
          }
        }
      }
    }
  `,
  [EnvironmentFields],
)

/** One environment: what it shows, when that changes, its rules, its viewers, and its history. */
export default function EnvironmentPage() {
  const slug = useParams().slug ?? ''
  return <EnvironmentDetails key={slug} slug={slug} />
}

function EnvironmentDetails({ slug }: { slug: string }) {
  const [{ data, error }, refetch] = useQuery({
    query: EnvironmentQuery,
    variables: { slug },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(environmentActions, refetch)
  const tab = useOpenTabLabel()
  const environment = data?.environment
  if (data && !environment) return <NotFoundPage kind="environment" />
  const permissions = data?.viewer?.user?.effectivePermissions ?? []
  const may = (name: string) => permissions.some(({ permission }) => permission === name)
  return (
    <>
      <Breadcrumbs
        parents={[
          { to: '/environments', label: t('environments.title') },
          ...(tab ? [{ to: `/environments/${slug}`, label: environment?.name ?? slug }] : []),
        ]}
        current={tab ?? environment?.name ?? slug}
      />
      <PageTitle tab={tab} aside={environment && <AccessStatus environment={environment} />}>
        {environment?.name ?? slug}
      </PageTitle>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!environment && !error && <LoadingSkeleton lines={6} />}
      {environment && (
        <EnvironmentTabs
          environment={environment}
          timeZone={data.timeZone}
          managers={(environment.managers ?? []).map(({ name }) => name)}
          canManage={may('environment.manage')}
          canManageViewers={may('viewer.manage')}
        />
      )}
    </>
  )
}
