import { graphql } from '../../graphql/tada.ts'
import { SyncRunFields } from './sync-run.ts'

/** Starts a run, or joins the one that goes on. Its package comes along, so that the page shows the run at once. */
export const Synchronise = graphql(
  `
    mutation Synchronise($slug: String!) {
      synchronizePackage(slug: $slug) {
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
