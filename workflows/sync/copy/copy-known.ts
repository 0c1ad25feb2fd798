import { extname } from 'node:path'
import { S3ServiceException } from '@aws-sdk/client-s3'
import { isPage } from '@lectern/domain/files/page-names'
import type { ClaimedItem, ExistingObject } from '@lectern/domain/sync/items'
import { contentHash } from '../../dropbox/content-hash.ts'
import { mediaTypeOf } from '../../files/media-type.ts'
import { removePlayerTag } from '../../files/player-tag.ts'
import { isAnalyzedText } from '../../files/text-kind.ts'
import type { Services } from '../../services.ts'
import { draftKey, originalKeyOfDraft } from '../../storage/keys.ts'
import { getBuffer, head, type ObjectStore, storedVersion } from '../../storage/s3.ts'
import { copy } from '../../storage/s3-copy.ts'
import type { CopyContext } from './copy-context.ts'
import { mediaTypeOfStored } from './media-type-of-stored.ts'
import { type CopyResult, copyResult, objectMetadata, storeFile } from './store-file.ts'
import { storeLargePage } from './store-large-page.ts'

/**
 * Copies a file whose bytes a draft already holds, under this or another name, without a download: inside S3, pinned to
 * that version. What is where it belongs stays there, and is only probed again. A text or compressed file is read from there, because its analysis, its type, and its tag depend on its path. Returns null
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
      const details = { storedBytes: item.bytes, mediaType, contentEncoding, tagVersion: null }
      const inPlace = existingObject.isCurrent && existingObject.key === key ? await head(services.store, key) : null
      if (inPlace?.VersionId === existingObject.versionId) return copyResult(item, storedVersion(key, inPlace), details)
      const source = { ...existingObject, mediaType, bytes: item.bytes }
      const stored = await copy(services.store, source, key, objectMetadata(item))
      return copyResult(item, stored, details)
    }
    if (isLarge) return await copyKnownLarge(services, context, item, existingObject)
    const stored = await getBuffer(services.store, existingObject.key, existingObject.versionId)
    const bytes = existingObject.tagVersion === null ? stored : removePlayerTag(stored)
    if (contentHash(bytes) !== item.contentHash) return null
    return await storeFile(services, context, item, bytes, signal)
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}

/** Does the same for a text of more than one part, of which only a page's beginning is read. */
async function copyKnownLarge(
  services: Services,
  context: CopyContext,
  item: ClaimedItem,
  existingObject: ExistingObject,
): Promise<CopyResult | null> {
  const { store } = services
  const source = existingObject.tagVersion === null ? existingObject : await findOriginal(store, existingObject, item)
  if (!source) return null
  if (isPage(item.path)) return storeLargePage(services, context, item, source)
  const type = await mediaTypeOfStored(store, item.path, source)
  const { mediaType } = type
  const key = draftKey(context.pkg.dropboxPath, item.path)
  const stored = await copy(store, { ...source, bytes: item.bytes, mediaType }, key, objectMetadata(item))
  return copyResult(item, stored, { storedBytes: item.bytes, ...type, tagVersion: null })
}

/** Finds the original of a page with the player's tag, by the content hash that it was stored with. */
async function findOriginal(store: ObjectStore, { key }: ExistingObject, { contentHash, bytes }: ClaimedItem) {
  const originalKey = originalKeyOfDraft(key)
  const found = await head(store, originalKey)
  const isSame = found?.Metadata?.['content-hash'] === contentHash && found.ContentLength === bytes
  return isSame ? storedVersion(originalKey, found) : null
}
