import type { Attribution } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { createPackage as create } from '@lectern/schema/changes/package'
import type { Commands } from '@lectern/schema/context'
import type { Package } from '@lectern/schema/database'
import { forbidden, invalidInput } from '@lectern/schema/errors'
import { type Caller, isPermitted } from '@lectern/schema/permissions'
import { findFolder } from '@lectern/workflows/clients/dropbox'
import { askDropbox } from '../dropbox.ts'
import type { Services } from '../world.ts'
import { requireCaller } from './packages.ts'

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
