import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** One thing that happened, as the activity shows it. */
export const AuditEventFields = graphql(`
  fragment AuditEventFields on AuditEvent @_unmask {
    id
    at
    action
    summary
    actor {
      kind
      name
    }
  }
`)

/** The same as plain data. */
export type AuditEvent = ResultOf<typeof AuditEventFields>
