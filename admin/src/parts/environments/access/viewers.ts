import { PageInfoFields } from '../../../graphql/page-info.ts'
import { graphql, type ResultOf } from '../../../graphql/tada.ts'

/** The admissions of viewers, newest first. */
export const ViewersQuery = graphql(
  `
    query Viewers(
      $slug: String!
      $search: String
      $valid: Boolean
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      environment(slug: $slug) {
        id
        viewerTokens(
          search: $search
          valid: $valid
          first: $first
          after: $after
          last: $last
          before: $before
        ) {
          totalCount
          pageInfo {
            ...PageInfoFields
          }
          nodes {
            id
            subject
            createdAt
            expiresAt
            revokedAt
            package {
              id
              slug
              title
            }
          }
        }
      }
    }
  `,
  [PageInfoFields],
)

export type ViewerToken = NonNullable<
  NonNullable<ResultOf<typeof ViewersQuery>['environment']>['viewerTokens']
>['nodes'][number]

/** The actions of the audit log after which the viewers are not what they were. Admissions are not logged. */
export const viewerActions = ['viewer.tokenRevoked', 'viewer.tokensRevoked']

export const RevokeViewer = graphql(`
  mutation RevokeViewer($id: ID!) {
    revokeViewerToken(id: $id) {
      id
      revokedAt
    }
  }
`)

export const CheckViewerToken = graphql(`
  mutation CheckViewerToken($slug: String!, $token: String!) {
    checkViewerToken(environment: $slug, token: $token) {
      problem {
        code
        message
      }
      subject
      expiresAt
      packages
      revokedPackages
    }
  }
`)

export type CheckedToken = NonNullable<ResultOf<typeof CheckViewerToken>['checkViewerToken']>

export const RevokeViewers = graphql(`
  mutation RevokeViewers($slug: String!) {
    revokeViewerTokens(environment: $slug) {
      id
    }
  }
`)
