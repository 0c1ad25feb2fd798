import { isPermitted } from '@lectern/domain/access/permissions'
import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { forbidden, invalidInput } from '@lectern/domain/errors'
import { createPackage as create } from '@lectern/domain/packages/packages'
import { findFolder } from '@lectern/workflows/dropbox/client'
import { requireCaller } from '../access/require-package.ts'
import { askDropbox } from '../ask-dropbox.ts'
import type { Context } from '../context.ts'

type CreateInput = { dropboxPath: string; title?: string | null; slug?: string | null; description?: string | null }

/** Creates a package from a Dropbox folder. INVALID_INPUT when Dropbox has no such folder. */
export async function createPackage(context: Context, input: CreateInput): Promise<Package> {
  const { services, by } = context
  if (!isPermitted(requireCaller(context), 'package.create')) throw forbidden('create packages')
  const path = `/${input.dropboxPath.replace(/^\/+|\/+$/g, '')}`
  if (path === '/')
    throw invalidInput('input.dropboxPath', 'The whole Dropbox cannot be a package. Choose one of its folders.')
  const folder = await askDropbox(services, dropbox => findFolder(dropbox, path))
  if (!folder) throw invalidInput('input.dropboxPath', `Dropbox has no folder ${path}. Choose an existing folder.`)
  return change(services.database, by, tx => create(tx, by, { ...input, folder }))
}
