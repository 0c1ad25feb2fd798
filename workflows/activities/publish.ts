import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { failCopy, forgetNumber } from '@lectern/schema/changes/publication'
import { advancePublications } from '@lectern/schema/changes/publish-step'
import { releasePrefix } from '../clients/keys.ts'
import { removeBelow } from '../clients/s3-versions.ts'
import type { Deps } from './deps.ts'
import { wakeQuietly } from './wake-quietly.ts'

/**
 * What a package's publications need next: a copy of this one, or only time. Releases and deployments happen in here, in one transaction. While
 * something is still being copied, what was copied for nothing stays: a copy that is under way would land after it was taken away.
 */
export async function advancePublication(
  deps: Deps,
  { packageId, copying }: { packageId: string; copying: boolean },
): Promise<{ copy: string | null; waiting: boolean }> {
  const step = await change(deps.database, lectern, tx => advancePublications(tx, packageId, deps.terms))
  for (const { contentHash, profile } of step.encodings)
    await wakeQuietly(deps, { workflow: 'encode', contentHash, profile })
  if (!copying) for (const number of step.abandoned) await removeNumber(deps, packageId, number)
  return { copy: step.copy?.id ?? null, waiting: step.waiting }
}

/** Ends a publication whose copy would not come to its end. */
export async function failPublication(deps: Deps, publicationId: string): Promise<void> {
  const failed = await change(deps.database, lectern, tx => failCopy(tx, publicationId))
  if (failed.number !== null) await removeNumber(deps, failed.packageId, failed.number)
}

/** Takes away what was copied of a number that will never be a release, older doubles too. The number itself is not used again. */
async function removeNumber({ database, store }: Deps, packageId: string, number: number): Promise<void> {
  const { slug } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  await removeBelow(store, releasePrefix(slug, number))
  await database.$transaction(tx => forgetNumber(tx, packageId, number))
}
