import { graphql } from './tada.ts'

/** Who is signed in; `viewer` is null when nobody is. */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      permissions
      user {
        id
        name
        email
      }
      token {
        id
        name
      }
    }
  }
`)
