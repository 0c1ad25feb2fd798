import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The open requests to publish the draft of a package, at most one for each environment. */
export const PackageRequests = graphql(`
  fragment PackageRequests on Package @_unmask {
    publicationRequests {
      id
      revision
      notes
      requestedAt
      requestedBy {
        kind
        name
        user {
          id
        }
      }
      environment {
        id
        slug
        name
      }
    }
  }
`)

/** An open request as plain data. */
export type PublicationRequest = NonNullable<ResultOf<typeof PackageRequests>['publicationRequests']>[number]

/** Asks those who may publish to an environment. */
export const RequestPublication = graphql(
  `
    mutation RequestPublication($slug: String!, $environment: String!, $notes: String) {
      requestPublication(slug: $slug, environment: $environment, notes: $notes) {
        id
        package {
          id
          ...PackageRequests
        }
      }
    }
  `,
  [PackageRequests],
)
