import { graphql } from '../../graphql/tada.ts'

/** The page that the draft opens with, and what to choose from while that is unclear. */
export const RootPageQuery = graphql(`
  query RootPage($slug: String!) {
    package(slug: $slug) {
      id
      rootPage
      draft {
        id
        rootPage
        rootPageCandidates
      }
    }
  }
`)

/** Chooses the start page. The draft's findings and pages to choose from then change at once. */
export const SetRootPage = graphql(`
  mutation SetRootPage($slug: String!, $page: String) {
    updatePackage(slug: $slug, input: { rootPage: $page }) {
      id
      rootPage
      draft {
        id
        rootPage
        rootPageCandidates
      }
    }
  }
`)
