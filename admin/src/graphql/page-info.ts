import { graphql, type ResultOf } from './tada.ts'

/** What the links to the other pages of a list need. */
export const PageInfoFields = graphql(`
  fragment PageInfoFields on PageInfo @_unmask {
    hasPreviousPage
    hasNextPage
    startCursor
    endCursor
  }
`)

export type PageInfo = ResultOf<typeof PageInfoFields>
