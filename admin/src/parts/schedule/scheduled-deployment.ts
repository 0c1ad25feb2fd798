import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** Releases that an environment shows from a set time on, or why it does not. */
export const ScheduledDeploymentFields = graphql(`
  fragment ScheduledDeploymentFields on ScheduledDeployment @_unmask {
    id
    at
    status
    createdAt
    finishedAt
    createdBy {
      kind
      name
    }
    environment {
      id
      name
    }
    releases {
      id
      number
      package {
        id
        slug
        title
      }
    }
    problems {
      code
      message
      path
    }
  }
`)

/** A scheduled deployment as plain data. */
export type ScheduledDeployment = ResultOf<typeof ScheduledDeploymentFields>

/** The scheduled deployments of a package: all open ones, and the newest that are over. */
export const PackageSchedules = graphql(
  `
    fragment PackageSchedules on Package @_unmask {
      openSchedules: scheduledDeployments(open: true, last: 50) {
        nodes {
          id
          ...ScheduledDeploymentFields
        }
      }
      pastSchedules: scheduledDeployments(open: false, first: 3) {
        nodes {
          id
          ...ScheduledDeploymentFields
        }
      }
    }
  `,
  [ScheduledDeploymentFields],
)

/** Cancels a scheduled deployment. */
export const CancelScheduledDeployment = graphql(
  `
    mutation CancelScheduledDeployment($id: ID!) {
      cancelScheduledDeployment(id: $id) {
        id
        ...ScheduledDeploymentFields
      }
    }
  `,
  [ScheduledDeploymentFields],
)

/** Schedules releases for an environment. */
export const ScheduleRelease = graphql(
  `
    mutation ScheduleRelease($input: ScheduleDeploymentInput!) {
      scheduleDeployment(input: $input) {
        id
        ...ScheduledDeploymentFields
      }
    }
  `,
  [ScheduledDeploymentFields],
)
