import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** An environment with its settings, as its page and the list show it. */
export const EnvironmentFields = graphql(`
  fragment EnvironmentFields on Environment @_unmask {
    id
    slug
    address
    name
    access
    viewerKey
    viewerJwksUrl
    fourEyes
    requiresSecondFactor
    blockingFindings
    acceptsFallback
    keepReleases
    keepDays
    controls
    resume
    frameAncestors
    shown: deployments(current: true, first: 1) {
      totalCount
    }
    scheduled: scheduledDeployments(open: true, last: 1) {
      totalCount
      nodes {
        id
        at
      }
    }
  }
`)

export type Environment = ResultOf<typeof EnvironmentFields>

/** The actions of the audit log after which an environment, or what it shows, is not what it was. */
export const environmentActions = [
  ...['environment.created', 'environment.updated', 'environment.deleted', 'release.deployed'],
  ...['package.published', 'package.unpublished', 'package.archived'],
  ...['deployment.scheduled', 'deployment.scheduleCanceled', 'deployment.scheduleFailed'],
  'deployment.scheduleSucceeded',
]

export const CreateEnvironment = graphql(
  `
    mutation CreateEnvironment($input: CreateEnvironmentInput!) {
      createEnvironment(input: $input) {
        id
        ...EnvironmentFields
      }
    }
  `,
  [EnvironmentFields],
)

export const UpdateEnvironment = graphql(
  `
    mutation UpdateEnvironment($slug: String!, $input: UpdateEnvironmentInput!) {
      updateEnvironment(slug: $slug, input: $input) {
        id
        ...EnvironmentFields
      }
    }
  `,
  [EnvironmentFields],
)

export const DeleteEnvironment = graphql(`
  mutation DeleteEnvironment($slug: String!) {
    deleteEnvironment(slug: $slug) {
      id
      deletedAt
    }
  }
`)
