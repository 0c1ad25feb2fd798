import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A file or folder as its row shows it. */
export const FolderEntryFields = graphql(`
  fragment FolderEntryFields on FolderEntry @_unmask {
    path
    isFolder
    fileCount
    bytes
    kind
    change
    changedCount
  }
`)

export type FolderEntry = ResultOf<typeof FolderEntryFields>

/** What is in a folder of a draft, or all files below it that match. */
export const FolderQuery = graphql(
  `
    query Folder(
      $draft: ID!
      $path: String
      $allLevels: Boolean
      $search: String
      $kind: FileKind
      $onlyChanged: Boolean
      $since: Int
      $after: String
    ) {
      node(id: $draft) {
        __typename
        id
        ... on Draft {
          folder(
            path: $path
            allLevels: $allLevels
            search: $search
            kind: $kind
            onlyChanged: $onlyChanged
            since: $since
            first: 200
            after: $after
          ) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              ...FolderEntryFields
            }
          }
        }
      }
    }
  `,
  [FolderEntryFields],
)

export const fileKinds = ['PAGE', 'PICTURE', 'VIDEO', 'SOUND', 'TEXT', 'OTHER'] as const
export type FileKind = (typeof fileKinds)[number]

/** A draft, and the number of the release with which its files are compared, if any. */
export type DraftVersion = { draft: string; since: number | null }
