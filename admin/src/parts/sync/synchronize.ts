import { graphql } from '../../graphql/tada.ts'
import { SyncRunFields } from './sync-run.ts'

/**
 * Starts a run, or joins the one that goes on; `full` reads the whole folder again. Its package comes along, so that
 * the page shows the run at once.
 */
export const Synchronize = graphql(
  `
    mutation Synchronise($slug: String!, $full: Boolean!) {
      synchronizePackage(slug: $slug, full: $full) {
        id
        ...SyncRunFields
        package {
          id
          currentSyncRun {
            id
          }
        }
      }
    }
  `,
  [SyncRunFields],
)

/** Lets a run go on that waits because it would delete much. */
export const ConfirmSync = graphql(
  `
    mutation ConfirmSync($id: ID!) {
      confirmSync(id: $id) {
        id
        ...SyncRunFields
      }
    }
  `,
  [SyncRunFields],
)

/** Asks a run to stop; what is copied by then stays. */
export const CancelSync = graphql(
  `
    mutation CancelSync($id: ID!) {
      cancelSync(id: $id) {
        id
        ...SyncRunFields
      }
    }
  `,
  [SyncRunFields],
)
