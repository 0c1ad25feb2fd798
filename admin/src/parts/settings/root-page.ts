import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The start page of a package: the chosen one, the one that the draft opens with, and what to choose from while unclear. */
export const RootPageFields = graphql(`
  fragment RootPageFields on Package @_unmask {
    id
    slug
    rootPage
    draft {
      id
      rootPage
      rootPageCandidates
    }
  }
`)

/** Chooses the start page. Null: Lectern chooses. The draft's findings and pages to choose from then change at once. */
export const SetRootPage = graphql(
  `
    mutation SetRootPage($slug: String!, $page: String) {
      updatePackage(slug: $slug, input: { rootPage: $page }) {
        id
        ...RootPageFields
      }
    }
  `,
  [RootPageFields],
)

/** A package and its start page as plain data. */
export type RootPagePackage = ResultOf<typeof RootPageFields>
