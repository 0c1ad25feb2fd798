import type { Attribution } from '@lectern/domain/audit/actor'
import { archivePackage as archive, restorePackage as restore } from '@lectern/domain/packages/archive'
import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import type { Caller } from '@lectern/domain/access/permissions'
import type { Services } from '@lectern/server/open-services'
import { requirePackage } from '../access/require-package.ts'
import { tryWake } from '../wake.ts'

/** Archives a package, and has what goes on for it stop. */
export async function archivePackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
): Promise<Package> {
  const { id: packageId } = await requirePackage(services, caller, slug, 'package.archive', `archive «${slug}»`)
  const archived = await change(services.database, by, tx => archive(tx, packageId))
  for (const workflow of ['sync', 'transcode', 'publish'] as const) await tryWake(services, { workflow, packageId })
  return archived
}

/** Takes a package out of the archive again. */
export async function restorePackage(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
): Promise<Package> {
  const { id } = await requirePackage(services, caller, slug, 'package.archive', `restore «${slug}»`)
  return change(services.database, by, tx => restore(tx, id))
}
