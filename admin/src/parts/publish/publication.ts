import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A publication: its progress, which the server pushes, and why it stopped. */
export const PublicationFields = graphql(`
  fragment PublicationFields on Publication @_unmask {
    id
    status
    waitingFor
    filesTotal
    filesDone
    startedAt
    finishedAt
    environment {
      id
      name
    }
    release {
      id
      number
    }
    blockers {
      code
      message
      path
    }
    error {
      code
      message
      path
    }
  }
`)

/** A publication as plain data. */
export type Publication = ResultOf<typeof PublicationFields>

/** The newest publications of a package, enough to find the latest one of each environment. */
export const PackagePublications = graphql(
  `
    fragment PackagePublications on Package @_unmask {
      publications(first: 10) {
        nodes {
          id
          ...PublicationFields
        }
      }
    }
  `,
  [PublicationFields],
)

/** Publishes the draft that the page shows. Returns the package's publications, so that the page updates at once. */
export const Publish = graphql(
  `
    mutation Publish(
      $slug: String!
      $environment: String!
      $draft: ID
      $notes: String
      $key: String
      $acceptFallback: [String!]
    ) {
      publishPackage(
        slug: $slug
        environment: $environment
        draft: $draft
        notes: $notes
        idempotencyKey: $key
        acceptFallback: $acceptFallback
      ) {
        id
        ...PublicationFields
        package {
          id
          ...PackagePublications
        }
      }
    }
  `,
  [PublicationFields, PackagePublications],
)

/** Cancels a publication. Teachers keep seeing the current release. */
export const CancelPublication = graphql(
  `
    mutation CancelPublication($id: ID!) {
      cancelPublication(id: $id) {
        id
        ...PublicationFields
      }
    }
  `,
  [PublicationFields],
)
