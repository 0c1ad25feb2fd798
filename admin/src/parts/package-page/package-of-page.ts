import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { PackageSummaryFields } from '../packages/package-summary.ts'
import { PackageRequests } from '../requests/publication-request.ts'
import { AutoSyncFields } from '../settings/auto-sync.ts'
import { PackageFolderFields } from '../settings/folder.ts'
import { RootPageFields } from '../settings/root-page.ts'

/** What the page of a package reads, and the server pushes when any of it changes. Long lists read themselves. */
export const PackageOfPageFields = graphql(
  `
    fragment PackageOfPageFields on Package @_unmask {
      id
      ...PackageSummaryFields
      ...AutoSyncFields
      ...RootPageFields
      ...PackageFolderFields
      ...PackageRequests
    }
  `,
  [PackageSummaryFields, AutoSyncFields, RootPageFields, PackageFolderFields, PackageRequests],
)

/** A package as its page shows it. */
export type PackageOfPage = ResultOf<typeof PackageOfPageFields>

/** What the page reads of each environment. */
export const EnvironmentOfPageFields = graphql(`
  fragment EnvironmentOfPageFields on Environment @_unmask {
    id
    slug
    name
    access
  }
`)

/** An environment as the page of a package shows it. */
export type EnvironmentOfPage = ResultOf<typeof EnvironmentOfPageFields>
