import { graphql } from '../../graphql/tada.ts'

/** When a package is synchronised by itself. */
export const QuietSyncFields = graphql(`
  fragment QuietSyncFields on Package @_unmask {
    id
    slug
    syncWhenQuietMinutes
  }
`)

/** Says when a package is synchronised by itself; `minutes` null: only when somebody asks. */
export const SetQuietSync = graphql(
  `
    mutation SetQuietSync($slug: String!, $minutes: Int) {
      updatePackage(slug: $slug, input: { syncWhenQuietMinutes: $minutes }) {
        id
        ...QuietSyncFields
      }
    }
  `,
  [QuietSyncFields],
)
