import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** An invitation that nobody accepted yet. */
export const InvitationFields = graphql(`
  fragment InvitationFields on Invitation @_unmask {
    id
    name
    email
    role
    expiresAt
    environment {
      id
      name
    }
    package {
      id
      title
    }
    invitedBy {
      name
    }
  }
`)

export type Invitation = ResultOf<typeof InvitationFields>

export const InviteUser = graphql(
  `
    mutation InviteUser($input: InviteUserInput!) {
      inviteUser(input: $input) {
        url
        mailed
        invitation {
          id
          ...InvitationFields
        }
      }
    }
  `,
  [InvitationFields],
)

export const ResendInvitation = graphql(
  `
    mutation ResendInvitation($id: ID!) {
      resendInvitation(id: $id) {
        url
        mailed
        invitation {
          id
          ...InvitationFields
        }
      }
    }
  `,
  [InvitationFields],
)

export const RevokeInvitation = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id) {
      id
      revokedAt
    }
  }
`)
