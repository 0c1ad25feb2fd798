import { storedVideoVersion } from '@lectern/domain/files/stored-bytes'
import { recordSource, touchSource } from '@lectern/domain/transcode/probes'
import type { Services } from '../../services.ts'
import { sourceKey } from '../../storage/keys.ts'
import { copy } from '../../storage/s3-copy.ts'

/**
 * Copies a video's bytes inside S3, so that nobody can change them while a job reads them. Returns the key. Pins the
 * version of the copied object. Runs once for each content hash, and again after the nightly cleanup removed the copy.
 * Two concurrent runs create two object versions with the same bytes. Throws if no row refers to the bytes.
 */
export async function keepSource({ database, store }: Services, contentHash: string): Promise<string> {
  const probe = await database.$transaction(tx => touchSource(tx, contentHash))
  if (probe.sourceKey) return probe.sourceKey
  const found = await storedVideoVersion(database, contentHash)
  if (!found) throw new Error(`No row refers to the bytes of ${contentHash}`)
  const sourceVersion = { ...found, bytes: Number(found.bytes), mediaType: 'video/mp4' }
  const source = await copy(store, sourceVersion, sourceKey(contentHash))
  await database.$transaction(tx => recordSource(tx, contentHash, source))
  return source.key
}
