import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { PackageDeployments } from '../publish/deployment.ts'
import { PackagePublications } from '../publish/publication.ts'
import { SyncRunFields } from '../sync/sync-run.ts'
import { TranscodeFields } from '../videos/transcode.ts'

/** How a package stands: all that its page shows outside the long lists, and what is pushed when any of it changes. */
export const PackageSummaryFields = graphql(
  `
    fragment PackageStanding on Package @_unmask {
      id
      slug
      title
      description
      dropboxPath
      status
      draft {
        id
        revision
        settled
        fileCount
        bytes
        synchronizedAt
        errors: findings(first: 1, severity: ERROR) {
          totalCount
        }
        warnings: findings(first: 1, severity: WARNING) {
          totalCount
        }
        notes: findings(first: 1, severity: INFO) {
          totalCount
        }
      }
      currentSyncRun {
        id
        ...SyncRunFields
      }
      syncRuns(first: 1) {
        nodes {
          id
          ...SyncRunFields
        }
      }
      releases(first: 1) {
        nodes {
          id
          number
        }
      }
      transcode {
        id
        ...TranscodeFields
      }
      ...PackageDeployments
      ...PackagePublications
    }
  `,
  [SyncRunFields, TranscodeFields, PackageDeployments, PackagePublications],
)

/** The same as plain data. */
export type PackageSummary = ResultOf<typeof PackageSummaryFields>
type Draft = NonNullable<PackageSummary['draft']>

/** How many findings the draft has of each severity; none before the first synchronisation. */
export function findingCounts(draft: Pick<Draft, 'errors' | 'warnings' | 'notes'> | null) {
  return {
    ERROR: draft?.errors?.totalCount ?? 0,
    WARNING: draft?.warnings?.totalCount ?? 0,
    INFO: draft?.notes?.totalCount ?? 0,
  }
}

/** Changes whenever a run or a release was added or a run ended: then the history is read again. */
export function historyVersion({ syncRuns, releases }: Pick<PackageSummary, 'syncRuns' | 'releases'>): string {
  const run = syncRuns?.nodes[0]
  return [run?.id, run?.finishedAt, releases?.nodes[0]?.id].join(' ')
}
