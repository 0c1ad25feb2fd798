import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** One audit event, as the activity page shows it. */
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

/** An audit event as plain data. */
export type AuditEvent = ResultOf<typeof AuditEventFields>
