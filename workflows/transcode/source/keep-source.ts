import { recordSource, touchSource } from '@lectern/domain/transcode/probes'
import { storedVideoVersion } from '@lectern/domain/files/stored-bytes'
import { sourceKey } from '../../storage/keys.ts'
import { copy } from '../../storage/s3-copy.ts'
import type { Services } from '../../services.ts'

/**
 * Copies a video's bytes inside S3 to where nobody can change them while a job reads them, pinned to their version; returns the key. Done
 * once for each content hash, and once more after the nightly removal took it away; twice at the same time makes two versions of the same bytes. Throws while no row names the bytes.
 */
export async function keepSource({ database, store }: Services, contentHash: string): Promise<string> {
  const probe = await database.$transaction(tx => touchSource(tx, contentHash))
  if (probe.sourceKey) return probe.sourceKey
  const found = await storedVideoVersion(database, contentHash)
  if (!found) throw new Error(`No row names the bytes of ${contentHash}`)
  const sourceVersion = { ...found, bytes: Number(found.bytes), mediaType: 'video/mp4' }
  const source = await copy(store, sourceVersion, sourceKey(contentHash))
  await database.$transaction(tx => recordSource(tx, contentHash, source))
  return source.key
}
