import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { GrantFields } from '../access/grant.ts'

/** An API token, as the list and its own page show it. */
export const TokenFields = graphql(
  `
    fragment TokenFields on ApiToken @_unmask {
      id
      name
      prefix
      createdAt
      expiresAt
      lastUsedAt
      revokedAt
      createdBy {
        name
        user {
          id
          active
        }
      }
      grants {
        id
        ...GrantFields
      }
    }
  `,
  [GrantFields],
)

export type Token = ResultOf<typeof TokenFields>

/** The actions of the audit log after which tokens are not what they were. */
export const tokenActions = [
  ...['token.created', 'token.revoked', 'grant.added', 'grant.revoked', 'user.deactivated', 'user.reactivated'],
]

export const CreateApiToken = graphql(
  `
    mutation CreateApiToken($input: CreateApiTokenInput!) {
      createApiToken(input: $input) {
        secret
        token {
          id
          ...TokenFields
        }
      }
    }
  `,
  [TokenFields],
)

export const RevokeApiToken = graphql(
  `
    mutation RevokeApiToken($id: ID!) {
      revokeApiToken(id: $id) {
        id
        ...TokenFields
      }
    }
  `,
  [TokenFields],
)
