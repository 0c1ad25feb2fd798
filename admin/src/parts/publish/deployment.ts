import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** What an environment shows of a package now. */
export const PackageDeployments = graphql(`
  fragment PackageDeployments on Package @_unmask {
    deployments {
      id
      url
      deployedAt
      deployedBy {
        kind
        name
      }
      environment {
        id
        slug
        name
      }
      release {
        id
        number
      }
    }
  }
`)

/** One of them as plain data. */
export type Deployment = NonNullable<ResultOf<typeof PackageDeployments>['deployments']>[number]
