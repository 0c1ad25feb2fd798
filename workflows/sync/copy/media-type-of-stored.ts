import { buffer } from 'node:stream/consumers'
import { type MediaType, mediaTypeOf, needsSignature } from '../../files/media-type.ts'
import { signatureBytes } from '../../files/signature.ts'
import { get, type ObjectStore, type StoredVersion } from '../../storage/s3.ts'

/** Returns how a file of more than one part is sent. Reads its first bytes from S3 if they say more than its name. */
export async function mediaTypeOfStored(
  store: ObjectStore,
  path: string,
  { key, versionId }: Pick<StoredVersion, 'key' | 'versionId'>,
): Promise<MediaType> {
  if (!needsSignature(path)) return mediaTypeOf(path, null)
  const { Body } = await get(store, key, { versionId, range: `bytes=0-${signatureBytes - 1}` })
  return mediaTypeOf(path, await buffer(Body))
}
