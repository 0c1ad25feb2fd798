import { graphql } from '../../graphql/tada.ts'

/** Shows a release in an environment. Returns the deployment; the page follows by its subscription. */
export const DeployRelease = graphql(`
  mutation DeployRelease($slug: String!, $release: Int!, $environment: String!) {
    deployRelease(package: $slug, release: $release, environment: $environment) {
      id
      deployedAt
    }
  }
`)
