import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The state of the installation at one time. */
export const SystemStatusFields = graphql(`
  fragment SystemStatusFields on SystemStatus @_unmask {
    version
    checkedAt
    services {
      name
      ready
      state
    }
    processes {
      id
      kind
      version
      host
      pid
      startedAt
      seenAt
      running
    }
    queues {
      name
      waiting
      oldest
      workers
    }
    openWork {
      kind
      count
      oldestAt
      package {
        id
        slug
        title
      }
    }
    cleanup {
      lastAt
      lastStatus
      nextAt
    }
    errors {
      id
      process
      code
      message
      count
      firstAt
      lastAt
      requestId
    }
  }
`)

export type SystemStatus = ResultOf<typeof SystemStatusFields>
