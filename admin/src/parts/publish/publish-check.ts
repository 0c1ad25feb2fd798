import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** What publishing the current draft to an environment would meet, and who may do it. */
export const PublishCheckQuery = graphql(`
  query PublishCheck($slug: String!, $environment: String!, $acceptFallback: [String!]) {
    environment(slug: $environment) {
      id
      slug
      fourEyes
      requiresSecondFactor
      blockingFindings
      acceptsFallback
    }
    package(slug: $slug) {
      id
      publishCheck(environment: $environment, acceptFallback: $acceptFallback) {
        blockers {
          code
          message
          path
        }
        warnings {
          code
          message
          path
        }
        sameAs {
          id
          number
        }
        videosToEncode
        encodingSeconds
        estimatedCost {
          amount
          currency
        }
        mayPublish
      }
      whoMay(permission: "package.publish", environment: $environment) {
        name
        user {
          id
        }
      }
    }
  }
`)

type PackageCheck = NonNullable<ResultOf<typeof PublishCheckQuery>['package']>

/** The result as plain data. */
export type PublishCheck = NonNullable<PackageCheck['publishCheck']>
