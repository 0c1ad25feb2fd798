import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { GrantFields } from '../access/grant.ts'

/** A person, as the list and the person's page show them. */
export const PersonFields = graphql(
  `
    fragment PersonFields on User @_unmask {
      id
      name
      email
      active
      hasSecondFactor
      lastSeenAt
      grants {
        ...GrantFields
      }
    }
  `,
  [GrantFields],
)

export type Person = ResultOf<typeof PersonFields>

/** The actions of the audit log after which people or their roles are not what they were. */
export const peopleActions = [
  ...['user.created', 'user.deactivated', 'user.reactivated', 'user.updated', 'user.signedIn', 'user.signedOut'],
  ...['user.invited', 'user.invitationAccepted', 'user.invitationResent', 'user.invitationRevoked'],
  ...['user.secondFactorAdded', 'user.secondFactorRemoved', 'grant.added', 'grant.revoked', 'session.revoked'],
]

export const DeactivateUser = graphql(
  `
    mutation DeactivateUser($id: ID!) {
      deactivateUser(id: $id) {
        id
        ...PersonFields
        sessions {
          id
        }
      }
    }
  `,
  [PersonFields],
)

export const RemoveSecondFactor = graphql(
  `
    mutation RemoveSecondFactor($id: ID!) {
      removeSecondFactor(id: $id) {
        id
        ...PersonFields
        sessions {
          id
        }
      }
    }
  `,
  [PersonFields],
)

export const ReactivateUser = graphql(
  `
    mutation ReactivateUser($id: ID!) {
      reactivateUser(id: $id) {
        id
        ...PersonFields
      }
    }
  `,
  [PersonFields],
)
