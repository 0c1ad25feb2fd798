import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The current deployments of a package. */
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

/** A current deployment as plain data. */
export type Deployment = NonNullable<ResultOf<typeof PackageDeployments>['deployments']>[number]

/** The address of what the draft changes in an environment, within the page of the package. */
export const draftChangesAddress = (environment: string): string => `?show=changes&from=${environment}&to=draft`
