import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A publication: what is pushed while it goes on, and why it stopped where it did. */
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

/** The same as plain data. */
export type Publication = ResultOf<typeof PublicationFields>

/** The newest publications of a package: enough to know for each environment what goes on or went wrong there. */
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

/** Publishes the draft that was looked at. Its package's publications come along, so that the page shows it at once. */
export const Publish = graphql(
  `
    mutation Publish($slug: String!, $environment: String!, $draft: ID, $notes: String, $key: String) {
      publishPackage(slug: $slug, environment: $environment, draft: $draft, notes: $notes, idempotencyKey: $key) {
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

/** Stops a publication; what teachers see stays as it is. */
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
