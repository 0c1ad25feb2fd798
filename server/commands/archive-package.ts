import type { By } from '@lectern/schema/actor'
import { archivePackage as archive, restorePackage as restore } from '@lectern/schema/changes/archive'
import { change } from '@lectern/schema/changes/change'
import type { Package } from '@lectern/schema/database'
import type { Caller } from '@lectern/schema/permissions'
import type { World } from '../world.ts'
import { packageFor } from './packages.ts'
import { wakeSoon } from './wake.ts'

/** Archives a package, and has what goes on for it stop. */
export async function archivePackage(world: World, caller: Caller | null, by: By, slug: string): Promise<Package> {
  const { id: packageId } = await packageFor(world, caller, slug, 'package.archive', `archive «${slug}»`)
  const archived = await change(world.database, by, tx => archive(tx, packageId))
  for (const workflow of ['sync', 'transcode', 'publish'] as const) await wakeSoon(world, { workflow, packageId })
  return archived
}

/** Takes a package out of the archive again. */
export async function restorePackage(world: World, caller: Caller | null, by: By, slug: string): Promise<Package> {
  const { id } = await packageFor(world, caller, slug, 'package.archive', `restore «${slug}»`)
  return change(world.database, by, tx => restore(tx, id))
}
