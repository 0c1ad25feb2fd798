import { invalidInput, type Problem } from '@lectern/domain/errors'
import { packagesByFolder } from '@lectern/domain/packages/folder-packages'
import { type Folder, folderProblem, packagesAround } from '@lectern/domain/packages/folders'
import { findFolder, listFolders } from '@lectern/workflows/dropbox/client'
import { type FolderContents, folderContents } from '@lectern/workflows/dropbox/folder-contents'
import { searchFolders } from '@lectern/workflows/dropbox/search-folders'
import { canSeePackage } from '../access/visible.ts'
import { askDropbox } from '../ask-dropbox.ts'
import type { Context } from '../context.ts'

/**
 * A Dropbox folder. `packageId`: the package made from it. `archivedPackageId`: the archived package that was made from
 * it, and that loses it to a new one. `packagesInside`: how many packages that are not archived are in it. All three only
 * if the caller may see these packages. `problem`: why it cannot become a package; null if it can.
 */
export type DropboxFolder = Folder & {
  packageId: string | null
  archivedPackageId: string | null
  packagesInside: number
  problem: Problem | null
  /** Whether it is one of many that were asked for. What asks Dropbox again is only for one. */
  isListed: boolean
}

/**
 * The subfolders of a Dropbox folder ('' is the root), by name. With `search`, the folders in it at any depth that have this
 * in their names, the best first. NOT_FOUND when there is no such folder. INVALID_INPUT for a path that no folder can have.
 */
export async function dropboxFolders(context: Context, path: string, search: string): Promise<DropboxFolder[]> {
  const { services } = context
  const cleaned = cleanPath(path)
  const folders = await askDropbox(services, { field: 'path', path }, dropbox =>
    search ? searchFolders(dropbox, cleaned === '/' ? '' : cleaned, search) : listFolders(dropbox, cleaned),
  )
  return (await withPackages(context, folders)).map(folder => ({ ...folder, isListed: true }))
}

/** A folder by its path. Null when there is none, and for the root, which cannot become a package. */
export async function dropboxFolder(context: Context, path: string): Promise<DropboxFolder | null> {
  const folder = await findAt(context, path)
  return folder && (await withPackages(context, [folder]))[0]!
}

/** The folders around a folder, from the outermost to its parent, without the root. */
export async function foldersAround(context: Context, folder: DropboxFolder): Promise<DropboxFolder[]> {
  requireSingle(folder)
  const { path } = folder
  const names = path.split('/').slice(1, -1)
  const paths = names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)
  const folders = await Promise.all(paths.map(each => findAt(context, each)))
  return withPackages(
    context,
    folders.filter(folder => folder !== null),
  )
}

/** What a folder holds, with its subfolders. */
export async function contentsOf({ services }: Context, folder: DropboxFolder): Promise<FolderContents> {
  requireSingle(folder)
  const { path } = folder
  return askDropbox(services, { field: 'path', path }, dropbox => folderContents(dropbox, path))
}

/** @throws LecternError INVALID_INPUT for a folder of a list, which may have thousands: each would ask Dropbox. */
function requireSingle({ isListed }: DropboxFolder): void {
  if (isListed) throw invalidInput('path', 'This field is only for one folder. Ask for it with dropboxFolder.')
}

/** Returns a path with one slash at its beginning and none at its end. '/' is the root. */
const cleanPath = (path: string) => `/${path.replace(/^\/+|\/+$/g, '')}`

async function findAt({ services }: Context, path: string): Promise<Folder | null> {
  const cleaned = cleanPath(path)
  return cleaned === '/' ? null : askDropbox(services, { field: 'path', path }, dropbox => findFolder(dropbox, cleaned))
}

/** Adds the packages of folders. */
async function withPackages(context: Context, folders: Folder[]): Promise<DropboxFolder[]> {
  if (folders.length === 0) return []
  const ids = folders.map(({ dropboxId }) => dropboxId)
  const find = packagesByFolder(await packagesAround(context.services.database, commonPath(folders), ids))
  return folders.map(folder => {
    const { same, taken, inside } = find(folder)
    const visible = same.filter(({ id }) => canSeePackage(context, id))
    return {
      ...folder,
      packageId: visible.find(({ archived }) => !archived)?.id ?? null,
      archivedPackageId: taken ? null : (visible.find(({ archived }) => archived)?.id ?? null),
      packagesInside: inside.filter(({ id }) => canSeePackage(context, id)).length,
      isListed: false,
      problem: taken ? (canSeePackage(context, taken.id) ? folderProblem(folder, taken) : hiddenPackageProblem) : null,
    }
  })
}

const hiddenPackageProblem: Problem = {
  code: 'FOLDER_TAKEN',
  message: 'This folder belongs to a package that you do not have access to. Ask an administrator.',
  path: null,
}

/** The path of the innermost folder that is or contains all of these folders. '' is the root. */
function commonPath([first, ...others]: Folder[]): string {
  const names = first!.pathLower.split('/')
  let length = names.length
  for (const { pathLower } of others) {
    const otherNames = pathLower.split('/')
    const differing = names.findIndex((name, index) => name !== otherNames[index])
    if (differing >= 0) length = Math.min(length, differing)
  }
  return names.slice(0, length).join('/')
}
