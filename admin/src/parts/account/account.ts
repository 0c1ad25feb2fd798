import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { GrantFields } from '../access/grant.ts'
import { SessionFields } from '../people/session.ts'

/** The signed-in person, as the account page shows them. */
export const AccountFields = graphql(
  `
    fragment AccountFields on User @_unmask {
      id
      name
      email
      grants {
        id
        ...GrantFields
      }
      sessions {
        id
        ...SessionFields
      }
    }
  `,
  [GrantFields, SessionFields],
)

export type Account = ResultOf<typeof AccountFields>

export const UpdateUser = graphql(`
  mutation UpdateUser($id: ID!, $input: UpdateUserInput!) {
    updateUser(id: $id, input: $input) {
      id
      name
    }
  }
`)
