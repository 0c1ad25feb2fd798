import { useParams } from 'react-router'
import { useQuery, useSubscription } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { Notice } from '../parts/notice.tsx'
import { PackageHeader } from '../parts/packages/package-header.tsx'
import { PackageTabs } from '../parts/packages/package-tabs.tsx'
import { PackageStanding } from '../parts/packages/standing.ts'
import { TroubleNote } from '../parts/problem/trouble-note.tsx'
import { PlacesCard } from '../parts/publish/places-card.tsx'
import { QuietSyncFields } from '../parts/settings/quiet-sync.ts'
import { QuietSyncSetting } from '../parts/settings/quiet-sync-setting.tsx'
import { SyncCard } from '../parts/sync/sync-card.tsx'
import { VideosCard } from '../parts/videos/videos-card.tsx'
import { Waiting } from '../parts/waiting.tsx'
import NotFoundPage from './not-found.tsx'
import classes from './package.module.css'

const PackageQuery = graphql(
  `
    query Package($slug: String!) {
      package(slug: $slug) {
        id
        ...PackageStanding
        ...QuietSyncFields
      }
      environments {
        id
        slug
        name
      }
    }
  `,
  [PackageStanding, QuietSyncFields],
)

const PackageChanged = graphql(
  `
    subscription PackageChanged($slug: String!) {
      packageChanged(slug: $slug) {
        id
        ...PackageStanding
        ...QuietSyncFields
      }
    }
  `,
  [PackageStanding, QuietSyncFields],
)

/** One package: everything that an author does with it, and how far each of it is. */
export default function PackagePage() {
  const slug = useParams().slug ?? ''
  return <PackageOf key={slug} slug={slug} />
}

function PackageOf({ slug }: { slug: string }) {
  const variables = { slug }
  const [{ data, error, fetching }, ask] = useQuery({
    query: PackageQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const standing = data?.package
  const [{ error: deaf }] = useSubscription({ query: PackageChanged, variables, pause: !standing })
  const retry = () => ask({ requestPolicy: 'network-only' })
  if (!standing) {
    if (error) return <TroubleNote error={error} retry={retry} />
    return fetching || !data ? <Waiting /> : <NotFoundPage what="package" />
  }
  const environments = data.environments ?? []
  return (
    <>
      <title>{`${standing.title} · Lectern`}</title>
      <PackageHeader standing={standing} environments={environments} />
      <TroubleNote error={error} retry={retry} />
      {deaf && <Notice tone="careful">This page no longer follows by itself. Please load it again.</Notice>}
      <div className={classes.page}>
        <div className={classes.sync}>
          <SyncCard
            slug={slug}
            run={standing.currentSyncRun ?? standing.syncRuns?.nodes[0] ?? null}
            files={standing.draft?.fileCount}
          >
            <QuietSyncSetting pkg={standing} />
          </SyncCard>
        </div>
        <div className={classes.aside}>
          <PlacesCard
            environments={environments}
            deployments={standing.deployments ?? []}
            publications={standing.publications?.nodes ?? []}
          />
          {standing.transcode && standing.transcode.videosExpected > 0 && (
            <VideosCard key={standing.transcode.id} transcode={standing.transcode} />
          )}
        </div>
        {standing.draft && (
          <div className={classes.rest}>
            <PackageTabs standing={standing} />
          </div>
        )}
      </div>
    </>
  )
}
