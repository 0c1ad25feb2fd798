import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { VerificationFields } from '../verify/verification.ts'

/** The state of the installation at one time. */
export const SystemStatusFields = graphql(
  `
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
    temporalUi
    verifications {
      id
      ...VerificationFields
      package {
        id
        slug
        title
      }
    }
    cleanup {
      lastAt
      lastStatus
      lastRemovals {
        kind
        count
        bytes
      }
      nextAt
    }
    cleanupDryRun {
      startedBy {
        name
      }
      startedAt
      finishedAt
      removals {
        kind
        count
        bytes
        examples {
          description
          bytes
        }
      }
      error {
        message
      }
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
`,
  [VerificationFields],
)

/** The events of a dry run, after which the page is read again. */
export const dryRunActions = ['storage.dryRunStarted', 'storage.dryRunFinished', 'storage.dryRunFailed']

export const StartDryRun = graphql(`
  mutation StartCleanupDryRun {
    startCleanupDryRun {
      startedAt
    }
  }
`)

export type SystemStatus = ResultOf<typeof SystemStatusFields>

/** The newer one of what was read and what the server sent. */
export function newestStatus(read: SystemStatus | null | undefined, sent: SystemStatus | null | undefined) {
  return sent && (!read || sent.checkedAt > read.checkedAt) ? sent : read
}
