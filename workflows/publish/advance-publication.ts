import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { discardReleaseNumber, failPublicationCopy } from '@lectern/domain/publish/publications'
import { advancePublications } from '@lectern/domain/publish/publication-steps'
import { releasePrefix } from '../storage/keys.ts'
import { removeAllBelow } from '../storage/s3-versions.ts'
import type { Services } from '../services.ts'
import { wake } from '../wake.ts'

/**
 * What a package's publications need next: a copy of this one, or only time. Releases and deployments happen in here, in one transaction. While
 * something is still being copied, what was copied for nothing stays: a copy that is under way would land after it was taken away.
 */
export async function advancePublication(
  services: Services,
  { packageId, isCopying }: { packageId: string; isCopying: boolean },
): Promise<{ publicationToCopy: string | null; isWaiting: boolean }> {
  const step = await change(services.database, systemActor, tx =>
    advancePublications(tx, packageId, services.encodingSettings),
  )
  for (const { contentHash, profile } of step.encodings)
    await wake(services, { workflow: 'encode', contentHash, profile })
  if (!isCopying) for (const number of step.abandonedNumbers) await removeReleaseNumber(services, packageId, number)
  return { publicationToCopy: step.publicationToCopy?.id ?? null, isWaiting: step.isWaiting }
}

/** Ends a publication whose copy would not come to its end. */
export async function failPublication(services: Services, publicationId: string): Promise<void> {
  const failed = await change(services.database, systemActor, tx => failPublicationCopy(tx, publicationId))
  if (failed.number !== null) await removeReleaseNumber(services, failed.packageId, failed.number)
}

/** Takes away what was copied of a number that will never be a release, older doubles too. The number itself is not used again. */
async function removeReleaseNumber({ database, store }: Services, packageId: string, number: number): Promise<void> {
  const { slug } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  await removeAllBelow(store, releasePrefix(slug, number))
  await database.$transaction(tx => discardReleaseNumber(tx, packageId, number))
}
