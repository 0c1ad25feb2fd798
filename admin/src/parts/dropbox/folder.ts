import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A Dropbox folder: its package if it has one, and why it cannot become one. */
export const FolderFields = graphql(`
  fragment FolderFields on DropboxFolder @_unmask {
    path
    name
    package {
      id
      slug
      title
    }
    problem {
      code
      message
      path
    }
  }
`)

/** A folder as plain data. */
export type Folder = ResultOf<typeof FolderFields>

/** What a folder holds, for `contentsLabel`. */
export const ContentsFields = graphql(`
  fragment ContentsFields on FolderContents @_unmask {
    files
    pages
    videos
    bytes
    complete
  }
`)

/** What a folder holds as plain data. */
export type Contents = ResultOf<typeof ContentsFields>
