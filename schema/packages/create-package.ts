import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { createPackage as create } from '@lectern/domain/packages/packages'
import type { Commands } from '../context.ts'
import type { Package } from '@lectern/domain/database'
import { forbidden, invalidInput } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import { findFolder } from '@lectern/workflows/dropbox/client'
import { askDropbox } from '../ask-dropbox.ts'
import type { Services } from '@lectern/server/open-services'
import { requireCaller } from '../access/require-package.ts'

/** Makes a package of a Dropbox folder. INVALID_INPUT when Dropbox has no such folder. */
export async function createPackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  input: Parameters<Commands['createPackage']>[0],
): Promise<Package> {
  if (!isPermitted(requireCaller(caller), 'package.create')) throw forbidden('create packages')
  const path = `/${input.dropboxPath.replace(/^\/+|\/+$/g, '')}`
  if (path === '/')
    throw invalidInput('input.dropboxPath', 'The whole Dropbox cannot be a package. Choose one of its folders.')
  const folder = await askDropbox(dropbox => findFolder(dropbox, path), services)
  if (!folder)
    throw invalidInput('input.dropboxPath', `Dropbox has no folder ${path}. Choose one of the folders that it has.`)
  return change(services.database, by, tx => create(tx, by, { ...input, folder }))
}
