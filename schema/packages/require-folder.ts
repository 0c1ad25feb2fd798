import { forbidden, invalidInput } from '@lectern/domain/errors'
import type { Folder } from '@lectern/domain/packages/folders'
import { findFolder } from '@lectern/workflows/dropbox/client'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { askDropbox } from '../ask-dropbox.ts'
import type { Context } from '../context.ts'

/**
 * Finds the Dropbox folder at `input.dropboxPath`, which becomes a package's. INVALID_INPUT when there is none. Needs the
 * permission to create packages, because it makes any folder of the account readable. `action` completes "You are not
 * allowed to …".
 */
export async function requireFolder(context: Context, dropboxPath: string, action: string): Promise<Folder> {
  requireCaller(context)
  if (!permits(context, {}, 'package.create')) throw forbidden(action)
  const path = `/${dropboxPath.replace(/^\/+|\/+$/g, '')}`
  if (path === '/')
    throw invalidInput('input.dropboxPath', 'The whole Dropbox cannot be a package. Choose one of its folders.')
  const folder = await askDropbox(context.services, { field: 'input.dropboxPath', path }, dropbox =>
    findFolder(dropbox, path),
  )
  if (!folder) throw invalidInput('input.dropboxPath', `Dropbox has no folder ${path}. Choose an existing folder.`)
  return folder
}
