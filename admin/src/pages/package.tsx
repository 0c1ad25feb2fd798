import { lazy, Suspense, useEffect, useRef } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useQuery, useSubscription } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { ArchivedContext } from '../graphql/use-package-permission.ts'
import { Notice } from '../parts/notice.tsx'
import { PackageHeader } from '../parts/package-page/package-header.tsx'
import { EnvironmentOfPageFields, PackageOfPageFields } from '../parts/package-page/package-of-page.ts'
import { PackageTabs, preloadTab, useOpenTabLabel } from '../parts/package-page/package-tabs.tsx'
import { PendingPage } from '../parts/pending-page.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { SyncAnnouncement } from '../parts/sync/sync-announcement.tsx'
import { t } from '../texts/texts.ts'
import NotFoundPage from './not-found.tsx'
import classes from './package.module.css'

const SyncCard = lazy(() => import('../parts/sync/sync-card.tsx'))

const PackageQuery = graphql(
  `
    query Package($slug: String!) {
      package(slug: $slug) {
        id
        ...PackageOfPageFields
      }
      environments {
        id
        ...EnvironmentOfPageFields
      }
    }
  `,
  [PackageOfPageFields, EnvironmentOfPageFields],
)

const PackageChanged = graphql(
  `
    subscription PackageChanged($slug: String!) {
      packageChanged(slug: $slug) {
        id
        ...PackageOfPageFields
      }
    }
  `,
  [PackageOfPageFields],
)

/** One package: what it needs next, the run that goes on, and its parts as tabs. */
export default function PackagePage() {
  const slug = useParams().slug ?? ''
  return <PackageDetails key={slug} slug={slug} />
}

function PackageDetails({ slug }: { slug: string }) {
  const variables = { slug }
  usePreloadedTab()
  const [{ data, error, fetching }, reexecuteQuery] = useQuery({
    query: PackageQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const pkg = data?.package
  const [{ error: subscriptionError }] = useSubscription({ query: PackageChanged, variables, pause: !pkg })
  const openRun = pkg?.currentSyncRun ?? null
  const tab = useOpenTabLabel(pkg)
  useFocusAfterRun(openRun?.id)
  const retry = () => reexecuteQuery({ requestPolicy: 'network-only' })
  if (!pkg) {
    if (!error && !fetching && data) return <NotFoundPage kind="package" />
    const parent = { to: '/packages', label: t('packages.title') }
    return <PendingPage parent={parent} title={t('pages.package')} error={error} retry={retry} />
  }
  const environments = data.environments ?? []
  return (
    <ArchivedContext value={pkg.status === 'ARCHIVED'}>
      <PackageHeader summary={pkg} tab={tab} environments={environments} requests={pkg.publicationRequests ?? []} />
      <ErrorNotice error={error} retry={retry} />
      {subscriptionError && <Notice tone="warning">{t('packages.liveUpdatesOff')}</Notice>}
      <SyncAnnouncement run={openRun ?? pkg.syncRuns?.nodes[0] ?? null} />
      {openRun && (
        <div className={classes.run}>
          <Suspense>
            <SyncCard slug={slug} run={openRun} draftFileCount={pkg.draft?.fileCount} />
          </Suspense>
        </div>
      )}
      <PackageTabs pkg={pkg} environments={environments} />
    </ArchivedContext>
  )
}

/** Loads the code of the open tab at the same time as the package. */
function usePreloadedTab() {
  const [params] = useSearchParams()
  const show = params.get('show')
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tabs load when they are opened
  useEffect(() => preloadTab(show), [])
}

/** The card of a run leaves its place when the run ends. A focus in it then goes to the page. */
function useFocusAfterRun(runId: string | undefined) {
  const lastRunId = useRef(runId)
  useEffect(() => {
    const hasEnded = lastRunId.current !== undefined && lastRunId.current !== runId
    lastRunId.current = runId
    if (hasEnded && document.activeElement === document.body)
      document.getElementById('main')?.focus({ preventScroll: true })
  }, [runId])
}
