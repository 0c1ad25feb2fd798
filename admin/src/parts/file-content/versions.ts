import { graphql } from '../../graphql/tada.ts'

/** The versions of a package: its draft, and its newest releases, newest first. */
export const VersionsQuery = graphql(`
  query Versions($slug: String!) {
    package(slug: $slug) {
      id
      dropboxPath
      draft {
        id
        revision
      }
      releases(first: 100) {
        nodes {
          id
          number
          createdAt
          removedAt
        }
      }
    }
  }
`)
