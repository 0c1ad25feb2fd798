import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { PackageDeployments } from '../publish/deployment.ts'
import { PackagePublications } from '../publish/publication.ts'
import { SyncRunFields } from '../sync/sync-run.ts'
import { TranscodeFields } from '../videos/transcode.ts'

/** Everything that a package's page shows outside its long lists. The server pushes it when any of it changes. */
export const PackageSummaryFields = graphql(
  `
    fragment PackageSummaryFields on Package @_unmask {
      id
      slug
      title
      description
      dropboxPath
      status
      state
      draft {
        id
        revision
        settled
        fileCount
        bytes
        synchronizedAt
        errors: findings(first: 1, severity: ERROR, ignored: false) {
          totalCount
        }
        warnings: findings(first: 1, severity: WARNING, ignored: false) {
          totalCount
        }
        notes: findings(first: 1, severity: INFO, ignored: false) {
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
      videos(first: 1) {
        totalCount
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

/** The summary as plain data. */
export type PackageSummary = ResultOf<typeof PackageSummaryFields>
type Draft = NonNullable<PackageSummary['draft']>

/** The number of findings of the draft by severity, without those that are ignored. All are 0 before the first synchronization. */
export function findingCounts(draft: Pick<Draft, 'errors' | 'warnings' | 'notes'> | null) {
  return {
    ERROR: draft?.errors?.totalCount ?? 0,
    WARNING: draft?.warnings?.totalCount ?? 0,
    INFO: draft?.notes?.totalCount ?? 0,
  }
}

/** A string that changes when a run or release is added or a run ends. The history then refetches. */
export function historyVersion({ syncRuns, releases }: Pick<PackageSummary, 'syncRuns' | 'releases'>): string {
  const run = syncRuns?.nodes[0]
  return [run?.id, run?.finishedAt, releases?.nodes[0]?.id].join(' ')
}
