import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** One audit event, as activity shows it, with its details. */
export const AuditEventFields = graphql(`
  fragment AuditEventFields on AuditEvent @_unmask {
    id
    cursor
    at
    action
    summary
    before
    after
    ip
    requestId
    actor {
      kind
      name
      user {
        id
      }
      token {
        id
      }
    }
    subjectType
    subjectId
    subject {
      __typename
      id
      ... on Grant {
        user {
          id
        }
        token {
          id
        }
      }
    }
    package {
      id
      slug
      title
    }
    environment {
      id
      slug
      name
      deletedAt
    }
  }
`)

/** An audit event as plain data. */
export type AuditEvent = ResultOf<typeof AuditEventFields>
