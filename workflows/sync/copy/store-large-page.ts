import { buffer } from 'node:stream/consumers'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { cutText } from '../../files/charset.ts'
import { mediaTypeOf } from '../../files/media-type.ts'
import { insertPlayerTag, tagVersion } from '../../files/player-tag.ts'
import { maxAnalyzedBytes } from '../../files/text-kind.ts'
import { analyzeText } from '../../findings/analyze-text.ts'
import type { Services } from '../../services.ts'
import { draftKey, originalKey } from '../../storage/keys.ts'
import { get, type StoredVersion } from '../../storage/s3.ts'
import { copy, copyWithBeginning } from '../../storage/s3-copy.ts'
import type { CopyContext } from './copy-context.ts'
import { type CopyResult, copyResult, objectMetadata } from './store-file.ts'

/**
 * Stores a page of more than one part in the draft, from the version in S3 that has the author's bytes. Reads only its
 * beginning, which is analyzed and gets the player's tag, and copies the rest inside S3. The original is kept too.
 */
export function storeLargePage(
  services: Services,
  { pkg }: Pick<CopyContext, 'pkg'>,
  item: ClaimedItem,
  source: Pick<StoredVersion, 'key' | 'versionId'>,
): Promise<CopyResult> {
  const { store, byteBudget } = services
  const { path, bytes } = item
  const [key, metadata] = [draftKey(pkg.dropboxPath, path), objectMetadata(item)]
  return byteBudget.withReservation(maxAnalyzedBytes, async () => {
    // With one byte more, the analysis knows that this is not the whole page.
    const range = `bytes=0-${maxAnalyzedBytes}`
    const beginning = await buffer((await get(store, source.key, { versionId: source.versionId, range })).Body)
    const type = mediaTypeOf(path, cutText(beginning, maxAnalyzedBytes))
    const page = { ...source, bytes, mediaType: type.mediaType }
    const tagPosition = await analyzeText(services, pkg.id, item, beginning)
    if (!tagPosition) {
      const stored = await copy(store, page, key, metadata)
      return copyResult(item, stored, { storedBytes: bytes, ...type, tagVersion: null })
    }
    const originalAt = originalKey(pkg.dropboxPath, path)
    if (source.key !== originalAt) await copy(store, page, originalAt, metadata)
    const firstPart = insertPlayerTag(beginning.subarray(0, maxAnalyzedBytes), path, tagPosition)
    const stored = await copyWithBeginning(store, page, key, metadata, firstPart, maxAnalyzedBytes)
    const storedBytes = bytes - maxAnalyzedBytes + firstPart.length
    return copyResult(item, stored, { storedBytes, ...type, tagVersion })
  })
}
