import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A release with the environments that show it or have shown it, the latest first. */
export const ReleaseFields = graphql(`
  fragment ReleaseFields on Release @_unmask {
    id
    number
    notes
    createdAt
    createdBy {
      kind
      name
    }
    fileCount
    bytes
    removedAt
    deployments(first: 20) {
      nodes {
        id
        deployedAt
        environment {
          id
          name
        }
      }
    }
  }
`)

/** A release as plain data. */
export type Release = ResultOf<typeof ReleaseFields>
