import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A synchronisation with all its counters: what the progress card shows, and what is pushed while it goes on. */
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
    filesUnchanged
    filesDeleted
    filesIgnored
    bytesPerSecond
    secondsLeft
    unsettledPaths
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

/** The same as plain data. */
export type SyncRun = ResultOf<typeof SyncRunFields>
