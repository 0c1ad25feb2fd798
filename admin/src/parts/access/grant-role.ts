import { graphql } from '../../graphql/tada.ts'
import { GrantFields } from './grant.ts'

/** Grants a role. Returns the roles of the person or token, so that the page updates at once. */
export const GrantRole = graphql(
  `
    mutation GrantRole($input: GrantRoleInput!) {
      grantRole(input: $input) {
        id
        user {
          id
          grants {
            ...GrantFields
          }
        }
        token {
          id
          grants {
            ...GrantFields
          }
        }
      }
    }
  `,
  [GrantFields],
)

export const RevokeGrant = graphql(`
  mutation RevokeGrant($id: ID!) {
    revokeGrant(id: $id) {
      id
    }
  }
`)
