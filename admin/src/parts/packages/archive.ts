import { graphql } from '../../graphql/tada.ts'
import { AutoSyncFields } from '../settings/auto-sync.ts'
import { PackageSummaryFields } from './package-summary.ts'

/** Archives a package. Returns what its page shows, so that it updates at once. */
export const ArchivePackage = graphql(
  `
    mutation ArchivePackage($slug: String!) {
      archivePackage(slug: $slug) {
        id
        ...PackageSummaryFields
        ...AutoSyncFields
      }
    }
  `,
  [PackageSummaryFields, AutoSyncFields],
)

/** Restores a package, which begins with a full synchronization. */
export const RestorePackage = graphql(
  `
    mutation RestorePackage($slug: String!) {
      restorePackage(slug: $slug) {
        id
        ...PackageSummaryFields
        ...AutoSyncFields
      }
    }
  `,
  [PackageSummaryFields, AutoSyncFields],
)
