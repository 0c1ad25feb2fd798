import type { Problem } from '@lectern/domain/errors'
import { type Folder, folderProblem, overlaps, packagesAround } from '@lectern/domain/packages/folders'
import { findFolder, listFolders } from '@lectern/workflows/dropbox/client'
import { type FolderContents, folderContents } from '@lectern/workflows/dropbox/folder-contents'
import { canSeePackage } from '../access/visible.ts'
import { askDropbox } from '../ask-dropbox.ts'
import type { Context } from '../context.ts'

/**
 * A Dropbox folder. `packageId`: the package made from it. `archivedPackageId`: the archived package that was made from
 * it, and that loses it to a new one. Both only if the caller may see that package. `problem`: why it cannot become a
 * package; null if it can.
 */
export type DropboxFolder = Folder & {
  packageId: string | null
  archivedPackageId: string | null
  problem: Problem | null
}

/**
 * The subfolders of a Dropbox folder ('' is the root), by name. NOT_FOUND when there is no such folder. INVALID_INPUT for
 * a path that no folder can have.
 */
export async function dropboxFolders(context: Context, path: string): Promise<DropboxFolder[]> {
  const { services } = context
  const folders = await askDropbox(services, { field: 'path', path }, dropbox => listFolders(dropbox, cleanPath(path)))
  return withPackages(context, folders)
}

/** A folder by its path. Null when there is none, and for the root, which cannot become a package. */
export async function dropboxFolder(context: Context, path: string): Promise<DropboxFolder | null> {
  const folder = await findAt(context, path)
  return folder && (await withPackages(context, [folder]))[0]!
}

/** The folders around a folder, from the outermost to its parent, without the root. */
export async function foldersAround(context: Context, { path }: DropboxFolder): Promise<DropboxFolder[]> {
  const names = path.split('/').slice(1, -1)
  const paths = names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)
  const folders = await Promise.all(paths.map(each => findAt(context, each)))
  return withPackages(
    context,
    folders.filter(folder => folder !== null),
  )
}

/** What a folder holds, with its subfolders. */
export const contentsOf = ({ services }: Context, { path }: DropboxFolder): Promise<FolderContents> =>
  askDropbox(services, { field: 'path', path }, dropbox => folderContents(dropbox, path))

/** Returns a path with one slash at its beginning and none at its end. '/' is the root. */
const cleanPath = (path: string) => `/${path.replace(/^\/+|\/+$/g, '')}`

async function findAt({ services }: Context, path: string): Promise<Folder | null> {
  const cleaned = cleanPath(path)
  return cleaned === '/' ? null : askDropbox(services, { field: 'path', path }, dropbox => findFolder(dropbox, cleaned))
}

/** Adds the packages of folders, which are one folder or have one parent. */
async function withPackages(context: Context, folders: Folder[]): Promise<DropboxFolder[]> {
  const [first] = folders
  if (!first) return []
  const common = folders.length === 1 ? first.pathLower : commonParent(folders)
  const ids = folders.map(({ dropboxId }) => dropboxId)
  const packages = await packagesAround(context.services.database, common, ids)
  return folders.map(folder => {
    const same = packages.filter(({ dropboxId, id }) => dropboxId === folder.dropboxId && canSeePackage(context, id))
    const taken = packages.find(other => !other.archived && overlaps(folder, other))
    return {
      ...folder,
      packageId: same.find(({ archived }) => !archived)?.id ?? null,
      archivedPackageId: taken ? null : (same.find(({ archived }) => archived)?.id ?? null),
      problem: taken ? (canSeePackage(context, taken.id) ? folderProblem(folder, taken) : hiddenPackageProblem) : null,
    }
  })
}

const hiddenPackageProblem: Problem = {
  code: 'FOLDER_TAKEN',
  message: 'This folder belongs to a package that you do not have access to. Ask an administrator.',
  path: null,
}

/** The parent of sibling folders; for folders inside each other, the parent of the outermost. */
function commonParent(folders: Folder[]): string {
  const outermost = folders.reduce((a, b) => (a.pathLower.length <= b.pathLower.length ? a : b))
  return outermost.pathLower.slice(0, outermost.pathLower.lastIndexOf('/'))
}
