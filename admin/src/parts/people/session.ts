import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A browser in which a person is signed in. */
export const SessionFields = graphql(`
  fragment SessionFields on Session @_unmask {
    id
    createdAt
    lastSeenAt
    ip
    userAgent
    current
  }
`)

export type Session = ResultOf<typeof SessionFields>

export const RevokeSession = graphql(`
  mutation RevokeSession($id: ID!) {
    revokeSession(id: $id) {
      id
    }
  }
`)
