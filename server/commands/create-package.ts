import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { createPackage as create } from '@lectern/schema/changes/package'
import type { Commands } from '@lectern/schema/context'
import type { Package } from '@lectern/schema/database'
import { forbidden, invalidInput } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import { findFolder } from '@lectern/workflows/clients/dropbox'
import { askDropbox } from '../dropbox.ts'
import type { World } from '../world.ts'
import { signedIn } from './packages.ts'

/** Makes a package of a Dropbox folder. INVALID_INPUT when Dropbox has no such folder. */
export async function createPackage(
  world: World,
  caller: Caller | null,
  by: By,
  input: Parameters<Commands['createPackage']>[0],
): Promise<Package> {
  if (!may(signedIn(caller), 'package.create')) throw forbidden('create packages')
  const path = `/${input.dropboxPath.replace(/^\/+|\/+$/g, '')}`
  if (path === '/')
    throw invalidInput('input.dropboxPath', 'The whole Dropbox cannot be a package. Choose one of its folders.')
  const folder = await askDropbox(dropbox => findFolder(dropbox, path), world)
  if (!folder)
    throw invalidInput('input.dropboxPath', `Dropbox has no folder ${path}. Choose one of the folders that it has.`)
  return change(world.database, by, tx => create(tx, by, { ...input, folder }))
}
