import { graphql } from '../../graphql/tada.ts'
import { SyncRunFields } from './sync-run.ts'

/**
 * Starts a sync run or joins the running one. `full` reads the whole folder again. Returns the package's current run,
 * so that the page updates at once.
 */
export const Synchronize = graphql(
  `
    mutation Synchronize($slug: String!, $full: Boolean!) {
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

/** Confirms the deletions of a waiting run. */
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

/** Chooses the folder that the package of a waiting run continues with. */
export const ChooseSyncFolder = graphql(
  `
    mutation ChooseSyncFolder($id: ID!, $path: String!) {
      chooseSyncFolder(id: $id, dropboxPath: $path) {
        id
        ...SyncRunFields
      }
    }
  `,
  [SyncRunFields],
)

/** Cancels a run. Copied files are kept. */
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
