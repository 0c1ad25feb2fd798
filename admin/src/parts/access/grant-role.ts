import { graphql } from '../../graphql/tada.ts'

/** Grants a role. The audit log lets the page read the roles again. */
export const GrantRole = graphql(`
  mutation GrantRole($input: GrantRoleInput!) {
    grantRole(input: $input) {
      id
    }
  }
`)

export const RevokeGrant = graphql(`
  mutation RevokeGrant($id: ID!) {
    revokeGrant(id: $id) {
      id
    }
  }
`)
