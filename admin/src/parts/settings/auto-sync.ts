import { graphql } from '../../graphql/tada.ts'

/** The initial number of idle minutes when auto-sync is turned on. */
export const DEFAULT_AUTO_SYNC_MINUTES = 10

/** The auto-sync setting of a package. */
export const AutoSyncFields = graphql(`
  fragment AutoSyncFields on Package @_unmask {
    id
    slug
    autoSyncMinutes
  }
`)

/** Sets after how many idle minutes a package is synchronized automatically. Null turns auto-sync off. */
export const SetAutoSync = graphql(
  `
    mutation SetAutoSync($slug: String!, $minutes: Int) {
      updatePackage(slug: $slug, input: { autoSyncMinutes: $minutes }) {
        id
        ...AutoSyncFields
      }
    }
  `,
  [AutoSyncFields],
)
