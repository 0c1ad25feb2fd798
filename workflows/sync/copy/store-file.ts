import type { ClaimedItem, ItemOutcome } from '@lectern/domain/sync/items'
import { convertCaptions } from '../../captions/convert-captions.ts'
import { contentHash } from '../../dropbox/content-hash.ts'
import { type MediaType, mediaTypeOf } from '../../files/media-type.ts'
import { insertPlayerTag, tagVersion } from '../../files/player-tag.ts'
import { analyzeText } from '../../findings/analyze-text.ts'
import type { Services } from '../../services.ts'
import { draftKey, originalKey } from '../../storage/keys.ts'
import type { StoredVersion } from '../../storage/s3.ts'
import { put } from '../../storage/s3-put.ts'
import type { CopyContext } from './copy-context.ts'
import { refusePrivateKey } from './refuse-private-key.ts'

/** The bytes that arrived are not the file that Dropbox listed. */
export class ContentHashMismatch extends Error {
  override name = 'ContentHashMismatch'
}

/** The outcome of an item whose bytes are in the draft. */
export type CopyResult = Extract<ItemOutcome, { key: string }>

/**
 * Stores the bytes of a file in the draft, if their content hash is Dropbox's and they hold no private key. Texts are analyzed, and captions are
 * converted. Documents get the player's tag, and their original is kept too.
 */
export async function storeFile(
  services: Services,
  { pkg }: CopyContext,
  item: ClaimedItem,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<CopyResult> {
  if (contentHash(bytes) !== item.contentHash) throw new ContentHashMismatch(item.path)
  await refusePrivateKey(services, pkg, item, bytes, signal)
  const type = mediaTypeOf(item.path, bytes)
  const { mediaType } = type
  const metadata = objectMetadata(item)
  const taggedBytes = await analyzeAndTag(services, pkg.id, item, bytes)
  const body = taggedBytes ?? bytes
  const [stored] = await Promise.all([
    put(services.store, draftKey(pkg.dropboxPath, item.path), body, mediaType, metadata, signal),
    taggedBytes && put(services.store, originalKey(pkg.dropboxPath, item.path), bytes, mediaType, metadata, signal),
  ])
  return copyResult(item, stored, { storedBytes: body.length, ...type, tagVersion: taggedBytes ? tagVersion : null })
}

/**
 * Analyzes a text and keeps the result. Returns a document with the player's tag, and null for any other file. Captions
 * are converted first, because a text with a current analysis is not read again.
 */
async function analyzeAndTag(
  services: Services,
  packageId: string,
  item: ClaimedItem,
  bytes: Buffer,
): Promise<Buffer | null> {
  await convertCaptions(services, packageId, item, bytes)
  const tagPosition = await analyzeText(services, packageId, item, bytes)
  return tagPosition && insertPlayerTag(bytes, item.path, tagPosition)
}

/** The metadata of an object in the draft. */
export const objectMetadata = (item: ClaimedItem) => ({ 'content-hash': item.contentHash, rev: item.rev })

/** Returns the outcome of an item that is stored where it belongs. */
export const copyResult = (
  { path, contentHash }: ClaimedItem,
  stored: StoredVersion,
  details: MediaType & { storedBytes: number; tagVersion: number | null },
): CopyResult => ({ ...stored, path, contentHash, ...details })
