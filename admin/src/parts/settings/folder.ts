import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { FolderFields } from '../dropbox/folder.ts'

/** A package's Dropbox folder. */
export const PackageFolderFields = graphql(`
  fragment PackageFolderFields on Package @_unmask {
    id
    slug
    dropboxPath
  }
`)

/** A package's Dropbox folder as plain data. */
export type PackageFolder = ResultOf<typeof PackageFolderFields>

/** Lists the subfolders of a folder, to choose one of them. */
export const SubfoldersQuery = graphql(
  `
    query Subfolders($path: String!) {
      dropboxFolders(path: $path) {
        path
        ...FolderFields
      }
    }
  `,
  [FolderFields],
)

/** Gives a package another Dropbox folder, and synchronizes it. */
export const SetFolder = graphql(
  `
    mutation SetFolder($slug: String!, $path: String!) {
      updatePackage(slug: $slug, input: { dropboxPath: $path }) {
        id
        ...PackageFolderFields
        currentSyncRun {
          id
        }
      }
    }
  `,
  [PackageFolderFields],
)
