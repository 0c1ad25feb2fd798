import { graphql } from '../../graphql/tada.ts'

/** The address of the files of a draft. It ends after some minutes. Null for who may not preview the package. */
export const DraftContentUrl = graphql(`
  query DraftContentUrl($slug: String!) {
    package(slug: $slug) {
      id
      draft {
        id
        contentUrl
      }
    }
  }
`)
