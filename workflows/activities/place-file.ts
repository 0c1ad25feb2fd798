import type { ClaimedItem, ItemOutcome } from '@lectern/schema/changes/items'
import { contentHash } from '../clients/content-hash.ts'
import { draftKey, originalKey } from '../clients/keys.ts'
import type { Stored } from '../clients/s3.ts'
import { put } from '../clients/s3-put.ts'
import { mediaTypeOf } from '../media-type.ts'
import { tagVersion, withPlayerTag } from '../page.ts'
import { convertCaptions } from './convert-captions.ts'
import type { CopiedPackage } from './copied-package.ts'
import type { Deps } from './deps.ts'
import { lookAtText } from './look-at-text.ts'

/** The bytes that came are not the file that Dropbox listed. */
export class WrongBytes extends Error {
  override name = 'WrongBytes'
}

/** An item whose bytes lie in the draft. */
export type Copied = Extract<ItemOutcome, { key: string }>

/**
 * Puts the whole bytes of a file into the draft, once their content hash is Dropbox's. Texts are looked into, captions converted; the root
 * page and pages with videos get the player's tag, and their original is kept beside.
 */
export async function placeFile(
  deps: Deps,
  { pkg, rootPage }: CopiedPackage,
  item: ClaimedItem,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Copied> {
  if (contentHash(bytes) !== item.contentHash) throw new WrongBytes(item.path)
  const mediaType = mediaTypeOf(item.path, bytes)
  const metadata = metadataOf(item)
  const tagged = await examine(deps, item, bytes, item.path === rootPage)
  if (tagged) await put(deps.store, originalKey(pkg.dropboxPath, item.path), bytes, mediaType, metadata, signal)
  const body = tagged ?? bytes
  const stored = await put(deps.store, draftKey(pkg.dropboxPath, item.path), body, mediaType, metadata, signal)
  return copied(item, stored, { storedBytes: body.length, mediaType, tagVersion: tagged ? tagVersion : null })
}

/**
 * Looks into a text and keeps what was found; gives a page with the player's tag where it gets one: the root page, and pages with
 * videos. Captions are converted first: whatever has a look by the present rules is not looked at again.
 */
async function examine(deps: Deps, item: ClaimedItem, bytes: Buffer, isRoot: boolean): Promise<Buffer | null> {
  await convertCaptions(deps, item, bytes)
  const look = await lookAtText(deps, item, bytes)
  return look?.place && (isRoot || look.facts.hasVideo) ? withPlayerTag(bytes, item.path, look.place) : null
}

/** What S3 keeps beside an object of the draft. */
export const metadataOf = (item: ClaimedItem) => ({ 'content-hash': item.contentHash, rev: item.rev })

/** The outcome of an item that lies where it should. */
export const copied = (
  { path, contentHash }: ClaimedItem,
  stored: Stored,
  rest: { storedBytes: number; mediaType: string; tagVersion: number | null },
): Copied => ({ ...stored, path, contentHash, ...rest })
