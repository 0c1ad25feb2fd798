import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** What a card shows of a finding. */
export const FindingFields = graphql(`
  fragment FindingFields on Finding @_unmask {
    code
    cause
    severity
    path
    line
    message
    remedy
    placeCount
    isNew
    blocks {
      id
      name
    }
    ignored {
      reason
      at
      by {
        name
      }
    }
  }
`)

/** A finding as plain data. */
export type Finding = ResultOf<typeof FindingFields>
