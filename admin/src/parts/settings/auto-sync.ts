import { graphql } from '../../graphql/tada.ts'

/** When a package is synchronised by itself. */
export const AutoSyncFields = graphql(`
  fragment QuietSyncFields on Package @_unmask {
    id
    slug
    autoSyncMinutes
  }
`)

/** Says when a package is synchronised by itself; `minutes` null: only when somebody asks. */
export const SetAutoSync = graphql(
  `
    mutation SetQuietSync($slug: String!, $minutes: Int) {
      updatePackage(slug: $slug, input: { autoSyncMinutes: $minutes }) {
        id
        ...QuietSyncFields
      }
    }
  `,
  [AutoSyncFields],
)
