import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { advancePublications } from '@lectern/domain/publish/publication-steps'
import { discardReleaseNumber, failPublicationCopy } from '@lectern/domain/publish/publications'
import type { Services } from '../services.ts'
import { releasePrefix } from '../storage/keys.ts'
import { removeAllBelow } from '../storage/s3-versions.ts'
import { tryWake } from '../wake.ts'

/**
 * Advances a package's publications, and returns what they need next: a copy of one of them, or only time. Releases and
 * deployments are created in here, in one transaction. While a copy is running, abandoned copies stay: a copy in flight
 * could land after their removal.
 */
export async function advancePublication(
  services: Services,
  { packageId, isCopying }: { packageId: string; isCopying: boolean },
): Promise<{ publicationToCopy: string | null; isWaiting: boolean }> {
  const step = await change(services.database, systemActor, tx =>
    advancePublications(tx, packageId, services.encodingSettings),
  )
  for (const { contentHash, profile } of step.encodings)
    await tryWake(services, { workflow: 'encode', contentHash, profile })
  if (!isCopying) for (const number of step.abandonedNumbers) await removeReleaseNumber(services, packageId, number)
  return { publicationToCopy: step.publicationToCopy?.id ?? null, isWaiting: step.isWaiting }
}

/** Ends a publication whose copy failed for good. */
export async function failPublication(services: Services, publicationId: string): Promise<void> {
  const failed = await change(services.database, systemActor, tx => failPublicationCopy(tx, publicationId))
  if (failed.number !== null) await removeReleaseNumber(services, failed.packageId, failed.number)
}

/**
 * Removes what was copied for a number that will never be a release, including older versions. The number itself is not
 * reused.
 */
async function removeReleaseNumber({ database, store }: Services, packageId: string, number: number): Promise<void> {
  const { slug } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  await removeAllBelow(store, releasePrefix(slug, number))
  await database.$transaction(tx => discardReleaseNumber(tx, packageId, number))
}
