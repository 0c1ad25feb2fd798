import { graphql } from './tada.ts'

/** The signed-in person or token. `viewer` is null without a session. */
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
