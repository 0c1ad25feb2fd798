import { needSource, recordSource } from '@lectern/schema/changes/looks'
import { bytesOfVideo } from '@lectern/schema/reads/bytes-of'
import { sourceKey } from '../clients/keys.ts'
import { copy } from '../clients/s3-copy.ts'
import type { Deps } from './deps.ts'

/**
 * Copies a video's bytes inside S3 to where nobody can change them while a job reads them, pinned to their version; returns the key. Done
 * once for each content hash, and once more after the nightly removal took it away; twice at the same time makes two versions of the same bytes. Throws while no row names the bytes.
 */
export async function keepSource({ database, store }: Deps, contentHash: string): Promise<string> {
  const look = await database.$transaction(tx => needSource(tx, contentHash))
  if (look.sourceKey) return look.sourceKey
  const found = await bytesOfVideo(database, contentHash)
  if (!found) throw new Error(`No row names the bytes of ${contentHash}`)
  const from = { ...found, bytes: Number(found.bytes), mediaType: 'video/mp4' }
  const source = await copy(store, from, sourceKey(contentHash))
  await database.$transaction(tx => recordSource(tx, contentHash, source))
  return source.key
}
