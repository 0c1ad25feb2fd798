import { graphql } from './tada.ts'

/**
 * The signed-in person or token. `viewer` is null without a session. `permissions`: what the person may do anywhere.
 * `effectivePermissions`: what the person may do everywhere.
 */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      permissions
      user {
        id
        name
        email
        effectivePermissions {
          permission
          grants {
            id
            role
          }
        }
      }
      token {
        id
        name
      }
    }
  }
`)
