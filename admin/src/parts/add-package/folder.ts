import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { ContentsFields, FolderFields } from '../dropbox/folder.ts'

/** A folder of the tree: its package, or the packages in it, and why it cannot become a package. */
export const TreeFolderFields = graphql(
  `
    fragment TreeFolderFields on DropboxFolder @_unmask {
      path
      ...FolderFields
      packagesInside
    }
  `,
  [FolderFields],
)

/** A folder of the tree as plain data. */
export type TreeFolder = ResultOf<typeof TreeFolderFields>

/** The subfolders of a folder. */
export const SubfoldersQuery = graphql(
  `
    query Subfolders($path: String!) {
      dropboxFolders(path: $path) {
        path
        ...TreeFolderFields
      }
    }
  `,
  [TreeFolderFields],
)

/** The folders with some words in their names. */
export const FolderSearchQuery = graphql(
  `
    query FolderSearch($search: String!) {
      dropboxFolders(search: $search) {
        path
        ...TreeFolderFields
      }
    }
  `,
  [TreeFolderFields],
)

/** What a folder holds, and what its package would be. Dropbox lists the whole folder for it. */
export const FolderDetailsQuery = graphql(
  `
    query FolderDetails($path: String!) {
      dropboxFolder(path: $path) {
        path
        name
        suggestedSlug
        problem {
          code
          message
          path
        }
        archivedPackage {
          id
          slug
          title
        }
        contents {
          ...ContentsFields
          changedAt
        }
      }
    }
  `,
  [ContentsFields],
)

/** The details of a folder as plain data. */
export type FolderDetails = NonNullable<ResultOf<typeof FolderDetailsQuery>['dropboxFolder']>

/** The key of a folder. Dropbox does not distinguish capital and small letters in paths. */
export const keyOf = (path: string): string => path.toLowerCase()

/** The last name of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The path of the folder around a folder. Empty for the root. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** The folders around a path, from the outermost: `/a` and `/a/b` for `/a/b/c`. */
export function foldersAround(path: string): string[] {
  const names = path.split('/').slice(1, -1)
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)
}
