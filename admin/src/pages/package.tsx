import { useParams } from 'react-router'
import { useQuery, useSubscription } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { ArchivedContext } from '../graphql/use-package-permission.ts'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { Notice } from '../parts/notice.tsx'
import { ArchiveButton } from '../parts/packages/archive-button.tsx'
import { PackageHeader } from '../parts/packages/package-header.tsx'
import { PackageSummaryFields } from '../parts/packages/package-summary.ts'
import { PackageTabs } from '../parts/packages/package-tabs.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { EnvironmentsCard } from '../parts/publish/environments-card.tsx'
import { AutoSyncFields } from '../parts/settings/auto-sync.ts'
import { AutoSyncSetting } from '../parts/settings/auto-sync-setting.tsx'
import { PackageFolderFields } from '../parts/settings/folder.ts'
import { FolderCard } from '../parts/settings/folder-card.tsx'
import { RootPageFields } from '../parts/settings/root-page.ts'
import { RootPageCard } from '../parts/settings/root-page-card.tsx'
import { SyncCard } from '../parts/sync/sync-card.tsx'
import { VideosCard } from '../parts/videos/videos-card.tsx'
import { t } from '../texts/texts.ts'
import NotFoundPage from './not-found.tsx'
import classes from './package.module.css'

const PackageQuery = graphql(
  `
    query Package($slug: String!) {
      package(slug: $slug) {
        id
        ...PackageSummaryFields
        ...AutoSyncFields
        ...RootPageFields
        ...PackageFolderFields
      }
      environments {
        id
        slug
        name
      }
    }
  `,
  [PackageSummaryFields, AutoSyncFields, RootPageFields, PackageFolderFields],
)

const PackageChanged = graphql(
  `
    subscription PackageChanged($slug: String!) {
      packageChanged(slug: $slug) {
        id
        ...PackageSummaryFields
        ...AutoSyncFields
        ...RootPageFields
        ...PackageFolderFields
      }
    }
  `,
  [PackageSummaryFields, AutoSyncFields, RootPageFields, PackageFolderFields],
)

/** One package, with its synchronization, videos, environments, and lists. */
export default function PackagePage() {
  const slug = useParams().slug ?? ''
  return <PackageDetails key={slug} slug={slug} />
}

function PackageDetails({ slug }: { slug: string }) {
  const variables = { slug }
  const [{ data, error, fetching }, reexecuteQuery] = useQuery({
    query: PackageQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const summary = data?.package
  const [{ error: subscriptionError }] = useSubscription({ query: PackageChanged, variables, pause: !summary })
  const retry = () => reexecuteQuery({ requestPolicy: 'network-only' })
  if (!summary) {
    if (error) return <ErrorNotice error={error} retry={retry} />
    return fetching || !data ? <LoadingSkeleton /> : <NotFoundPage kind="package" />
  }
  const environments = data.environments ?? []
  return (
    <ArchivedContext value={summary.status === 'ARCHIVED'}>
      <title>{t('shell.documentTitle', { page: summary.title })}</title>
      <PackageHeader summary={summary} environments={environments} />
      <ErrorNotice error={error} retry={retry} />
      {subscriptionError && <Notice tone="warning">{t('packages.liveUpdatesOff')}</Notice>}
      <div className={classes.page}>
        <div className={classes.sync}>
          <SyncCard
            slug={slug}
            run={summary.currentSyncRun ?? summary.syncRuns?.nodes[0] ?? null}
            draftFileCount={summary.draft?.fileCount}
          >
            <AutoSyncSetting pkg={summary} />
          </SyncCard>
        </div>
        <div className={classes.aside}>
          <EnvironmentsCard
            slug={slug}
            title={summary.title}
            environments={environments}
            deployments={summary.deployments ?? []}
            publications={summary.publications?.nodes ?? []}
          />
          {summary.draft && <RootPageCard pkg={summary} />}
          <FolderCard pkg={summary} disabled={isCopying(summary)} />
          {summary.transcode && summary.transcode.videosExpected > 0 && (
            <VideosCard key={summary.transcode.id} transcode={summary.transcode} />
          )}
          <ArchiveButton slug={slug} title={summary.title} isShown={Boolean(summary.deployments?.length)} />
        </div>
        <div className={classes.tabs} id="findings" tabIndex={-1}>
          <PackageTabs summary={summary} environments={environments} />
        </div>
      </div>
    </ArchivedContext>
  )
}

/** Whether the package is being synchronized from its folder. A run that waits for the choice of a folder is not. */
const isCopying = ({ currentSyncRun }: { currentSyncRun: { status: string } | null }) =>
  currentSyncRun !== null && currentSyncRun.status !== 'WAITING_FOR_FOLDER'
