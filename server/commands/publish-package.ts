import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { askForPublication, cancelPublication as cancel } from '@lectern/schema/changes/publication'
import type { Commands } from '@lectern/schema/context'
import type { Publication } from '@lectern/schema/database'
import { forbidden, notFound } from '@lectern/schema/errors'
import { type Caller, may } from '@lectern/schema/permissions'
import { profile } from '@lectern/workflows/contract'
import type { World } from '../world.ts'
import { visibleEnvironment } from './environments.ts'
import { sees, signedIn, visiblePackage } from './packages.ts'
import { isUuid } from './uuid.ts'
import { wakeSoon } from './wake.ts'

/** Asks for the present draft to be published to an environment, and wakes the workflow. */
export async function publishPackage(
  world: World,
  caller: Caller | null,
  by: By,
  { slug, environment: name, ...wish }: Parameters<Commands['publishPackage']>[0],
): Promise<Publication> {
  const somebody = signedIn(caller)
  const pkg = await visiblePackage(world, somebody, slug)
  const environment = await visibleEnvironment(world, somebody, name)
  const place = { packageId: pkg.id, environmentId: environment.id }
  if (!may(somebody, 'package.publish', place)) throw forbidden(`publish «${slug}» to ${environment.name}`)
  if (wish.acceptFallback?.length && !may(somebody, 'package.acceptFallback', place))
    throw forbidden('accept files in place of streams that failed')
  const wished = { ...wish, packageId: pkg.id, environment }
  const publication = await change(world.database, by, tx => askForPublication(tx, by, wished, profile))
  await wakeSoon(world, { workflow: 'publish', packageId: pkg.id })
  return publication
}

/** Asks a publication to stop; one that is over stays as it is. */
export async function cancelPublication(world: World, caller: Caller | null, by: By, id: string): Promise<Publication> {
  const somebody = signedIn(caller)
  const found = isUuid(id) ? await world.database.publication.findUnique({ where: { id } }) : null
  if (!found || !sees(somebody, found.packageId)) throw notFound('This publication')
  const { packageId, environmentId } = found
  if (!may(somebody, 'package.publish', { packageId, environmentId })) throw forbidden('stop this publication')
  const publication = await change(world.database, by, tx => cancel(tx, id))
  await wakeSoon(world, { workflow: 'publish', packageId })
  return publication
}
