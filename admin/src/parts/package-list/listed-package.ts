import { graphql, type ResultOf } from '../../graphql/tada.ts'
import type { SelectedPackage } from '../package-bulk/selected-package.ts'

/** A package, as its row in the list shows it. */
export const ListedPackageFields = graphql(`
  fragment ListedPackageFields on Package @_unmask {
    id
    slug
    title
    dropboxPath
    state
    lastChangedAt
    lastChangedBy {
      name
    }
    draft {
      id
      fileCount
      bytes
      findingCounts {
        errors
        warnings
      }
    }
    currentSyncRun {
      id
      status
      phase
      percent
      secondsLeft
      finishedAt
    }
    currentTranscode {
      id
      status
      percent
      finishedAt
    }
    currentPublication {
      id
      status
      filesDone
      filesTotal
      finishedAt
    }
    deployments {
      id
      changedFiles
      environment {
        id
        slug
        name
      }
      release {
        id
        number
      }
    }
  }
`)

/** The same as plain data. */
export type ListedPackage = ResultOf<typeof ListedPackageFields>

/** What actions on several packages need to know of one. */
export const toSelected = ({ slug, title, draft }: ListedPackage): SelectedPackage => ({
  slug,
  title,
  draft: draft?.id ?? null,
})

/** One page of the list. */
export const PackagePageQuery = graphql(
  `
    query PackagePage(
      $search: String
      $states: [PackageState!]
      $running: Boolean
      $environment: String
      $archived: Boolean
      $sort: PackageSort
      $first: Int!
      $after: String
    ) {
      packages(
        search: $search
        states: $states
        running: $running
        environment: $environment
        archived: $archived
        sort: $sort
        first: $first
        after: $after
      ) {
        totalCount
        pageInfo {
          endCursor
        }
        nodes {
          id
          ...ListedPackageFields
        }
      }
    }
  `,
  [ListedPackageFields],
)

/** Follows the packages on the screen. */
export const PackagesChanged = graphql(
  `
    subscription PackagesChanged($slugs: [String!]!) {
      packagesChanged(slugs: $slugs) {
        id
        ...ListedPackageFields
      }
    }
  `,
  [ListedPackageFields],
)
