import { graphql, type ResultOf } from '../../../graphql/tada.ts'

/** A scheduled deployment with its releases. */
export const ScheduleFields = graphql(`
  fragment ScheduleFields on ScheduledDeployment @_unmask {
    id
    at
    status
    createdAt
    finishedAt
    createdBy {
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

export type Schedule = ResultOf<typeof ScheduleFields>

export const CancelSchedule = graphql(
  `
    mutation CancelSchedule($id: ID!) {
      cancelScheduledDeployment(id: $id) {
        id
        ...ScheduleFields
      }
    }
  `,
  [ScheduleFields],
)
