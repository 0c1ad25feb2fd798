import { extname } from 'node:path'
import { S3ServiceException } from '@aws-sdk/client-s3'
import type { ClaimedItem, KnownBytes } from '@lectern/schema/changes/items'
import { contentHash } from '../clients/content-hash.ts'
import { draftKey } from '../clients/keys.ts'
import { getBuffer } from '../clients/s3.ts'
import { copy } from '../clients/s3-copy.ts'
import { isLookedAt } from '../looked-at.ts'
import { withoutPlayerTag } from '../page.ts'
import type { CopiedPackage } from './copied-package.ts'
import type { Deps } from './deps.ts'
import { type Copied, copied, metadataOf, placeFile } from './place-file.ts'

/**
 * Brings a file whose bytes a draft holds already, under this or another name, without a download: inside S3, pinned to that version. A text is
 * read from there, because its look, its type and its tag depend on where it lies. Null: the bytes are gone meanwhile, or are others.
 */
export async function copyKnown(
  deps: Deps,
  target: CopiedPackage,
  item: ClaimedItem,
  known: KnownBytes,
  signal: AbortSignal,
): Promise<Copied | null> {
  try {
    const isText = isLookedAt(item.path) || known.tagVersion !== null || extname(known.path) !== extname(item.path)
    if (!isText) {
      const key = draftKey(target.pkg.dropboxPath, item.path)
      const { mediaType } = known
      const stored = await copy(deps.store, { ...known, bytes: item.bytes }, key, metadataOf(item))
      return copied(item, stored, { storedBytes: item.bytes, mediaType, tagVersion: null })
    }
    if (item.bytes > deps.partSize) return null
    const stored = await getBuffer(deps.store, known.key, known.versionId)
    const bytes = known.tagVersion === null ? stored : withoutPlayerTag(stored)
    if (contentHash(bytes) !== item.contentHash) return null
    return placeFile(deps, target, item, bytes, signal)
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }
}
