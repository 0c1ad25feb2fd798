import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Problem } from '@lectern/domain/errors'
import { advancePublications } from '@lectern/domain/publish/publication-steps'
import { discardReleaseNumber, failPublication as failRow } from '@lectern/domain/publish/publications'
import { refusalOf } from '../refusal.ts'
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

/** Ends a publication whose copy failed for good. `refusal`: why a service refuses it. */
export async function failPublication(
  services: Services,
  { publicationId, refusal }: { publicationId: string; refusal: Problem | null },
): Promise<void> {
  const failed = await change(services.database, systemActor, tx => failRow(tx, publicationId, refusal))
  if (failed.number !== null) await removeReleaseNumber(services, failed.packageId, failed.number)
}

/**
 * Removes what was copied for a number that will never be a release, including older versions. The number itself is not
 * reused. While S3 refuses that, everything stays, and a later step removes it: publications must not wait for it.
 */
async function removeReleaseNumber(services: Services, packageId: string, number: number): Promise<void> {
  const { database, store, log } = services
  const { slug } = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  try {
    await removeAllBelow(store, releasePrefix(slug, number))
  } catch (error) {
    if (!refusalOf(error)) throw error
    log.warn({ packageId, number, error: String(error) }, 'S3 refuses to remove the files of an abandoned release')
    return
  }
  await database.$transaction(tx => discardReleaseNumber(tx, packageId, number))
}
