import { extname } from 'node:path'
import { S3ServiceException } from '@aws-sdk/client-s3'
import type { ClaimedItem, ExistingObject } from '@lectern/domain/sync/items'
import { contentHash } from '../../dropbox/content-hash.ts'
import { mediaTypeOf } from '../../files/media-type.ts'
import { removePlayerTag } from '../../files/player-tag.ts'
import { isAnalyzedText } from '../../files/text-kind.ts'
import type { Services } from '../../services.ts'
import { draftKey } from '../../storage/keys.ts'
import { getBuffer } from '../../storage/s3.ts'
import { copy } from '../../storage/s3-copy.ts'
import type { CopyContext } from './copy-context.ts'
import { type CopyResult, copyResult, objectMetadata, storeFile } from './store-file.ts'

/**
 * Copies a file whose bytes a draft already holds, under this or another name, without a download: inside S3, pinned to
 * that version. A text or compressed file is read from there, because its analysis, its type, and its tag depend on its path. Returns null
 * if the bytes are gone or have changed.
 */
export async function copyKnown(
  services: Services,
  context: CopyContext,
  item: ClaimedItem,
  existingObject: ExistingObject,
  signal: AbortSignal,
): Promise<CopyResult | null> {
  try {
    const isLarge = item.bytes > services.partBytes
    const namedType = mediaTypeOf(item.path, null)
    const isEncoded = existingObject.contentEncoding !== null || namedType.contentEncoding !== null
    const mustRead =
      isAnalyzedText(item.path) ||
      existingObject.tagVersion !== null ||
      extname(existingObject.path) !== extname(item.path) ||
      (isEncoded && !isLarge)
    if (!mustRead) {
      const key = draftKey(context.pkg.dropboxPath, item.path)
      const { mediaType, contentEncoding } = isEncoded ? namedType : existingObject
      const source = { ...existingObject, mediaType, bytes: item.bytes }
      const stored = await copy(services.store, source, key, objectMetadata(item))
      return copyResult(item, stored, { storedBytes: item.bytes, mediaType, contentEncoding, tagVersion: null })
    }
    if (isLarge) return null
    const stored = await getBuffer(services.store, existingObject.key, existingObject.versionId)
    const bytes = existingObject.tagVersion === null ? stored : removePlayerTag(stored)
    if (contentHash(bytes) !== item.contentHash) return null
    return storeFile(services, context, item, bytes, signal)
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}
