import { graphql, type ResultOf } from '../../../graphql/tada.ts'

/** Pictures of pages that differ between two versions. */
export const PageComparisonFields = graphql(`
  fragment PageComparisonFields on PageComparison @_unmask {
    id
    status
    changedPages
    finishedAt
    expiresAt
    problem {
      code
      message
    }
    pages {
      path
      before
      after
      changedShare
      boxes {
        x
        y
        width
        height
      }
      problem {
        code
        message
      }
    }
  }
`)

export type PageComparison = ResultOf<typeof PageComparisonFields>
export type ComparedPage = PageComparison['pages'][number]

/** The newest comparison of the pages of a release with another one, or the draft, and whether there can be one. */
export const PageComparisonQuery = graphql(
  `
    query PageComparison($slug: String!, $from: Int!, $to: Int) {
      comparesPages
      package(slug: $slug) {
        id
        pageComparison(from: $from, to: $to) {
          id
          ...PageComparisonFields
        }
      }
    }
  `,
  [PageComparisonFields],
)

/** The same, pushed with each page that is done. */
export const PageComparisonChanged = graphql(
  `
    subscription PageComparisonChanged($slug: String!, $from: Int!, $to: Int) {
      packageChanged(slug: $slug) {
        id
        pageComparison(from: $from, to: $to) {
          id
          ...PageComparisonFields
        }
      }
    }
  `,
  [PageComparisonFields],
)

/** Asks for pictures of the pages that differ. */
export const ComparePages = graphql(
  `
    mutation ComparePages($slug: String!, $from: Int!, $to: Int) {
      comparePages(slug: $slug, from: $from, to: $to) {
        id
        ...PageComparisonFields
      }
    }
  `,
  [PageComparisonFields],
)
