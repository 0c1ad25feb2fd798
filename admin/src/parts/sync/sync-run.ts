import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A sync run with all its counters. The server pushes them during the run. */
export const SyncRunFields = graphql(`
  fragment SyncRunFields on SyncRun @_unmask {
    id
    status
    phase
    entriesListed
    calculated
    filesTotal
    filesDone
    bytesTotal
    bytesDone
    currentFiles {
      path
      bytes
      bytesDone
    }
    filesUnchanged
    filesDeleted
    filesIgnored
    percent
    bytesPerSecond
    secondsLeft
    unsettledPaths
    warnings {
      code
      message
    }
    startedAt
    finishedAt
    startedBy {
      kind
      name
    }
    error {
      code
      message
      path
    }
  }
`)

/** A sync run as plain data. */
export type SyncRun = ResultOf<typeof SyncRunFields>
