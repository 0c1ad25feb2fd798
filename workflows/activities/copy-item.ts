import type { ItemOutcome } from '@lectern/schema/changes/items'
import { recordPageLook } from '@lectern/schema/changes/looks'
import type { Package, SyncItem } from '@lectern/schema/database'
import { blockDigests, combineDigests, contentHash } from '../clients/content-hash.ts'
import { readRange } from '../clients/dropbox-download.ts'
import { DropboxLost, DropboxRefusal } from '../clients/dropbox-errors.ts'
import { draftKey, originalKey } from '../clients/keys.ts'
import { put, type Stored } from '../clients/s3.ts'
import { uploadByParts } from '../clients/s3-upload.ts'
import { isPage, mediaTypeOf } from '../media-type.ts'
import { lookAtPage, tagVersion, withPlayerTag } from '../page.ts'
import type { Deps } from './deps.ts'
import { lookAtVideo } from './look-at-video.ts'

/** A package while it is copied: its row, and the page that it opens with. */
export type CopiedPackage = { pkg: Package; rootPage: string | null }

/** The bytes that came are not the file that Dropbox listed. */
class WrongBytes extends Error {
  override name = 'WrongBytes'
}

/**
 * Copies one item from Dropbox into the draft: read pinned to its revision, hashed, and stored; a row may name the object only when the
 * content hash is Dropbox's. Doing it twice makes a second version of the same bytes.
 */
export async function copyItem(
  deps: Deps,
  { pkg, rootPage }: CopiedPackage,
  item: SyncItem,
  signal: AbortSignal,
): Promise<ItemOutcome> {
  try {
    const small = Number(item.bytes) <= deps.partSize
    const outcome = small
      ? await copySmall(deps, pkg, item, item.path === rootPage, signal)
      : await copyLarge(deps, pkg, item, signal)
    if (item.video) await lookAtVideo(deps, item, outcome)
    return outcome
  } catch (error) {
    if (signal.aborted || error instanceof DropboxLost) throw error
    deps.log.warn({ runId: item.runId, path: item.path, error: String(error) }, 'An item was not copied this time')
    return { path: item.path, ...problemOf(error) }
  }
}

function problemOf(error: unknown) {
  if (error instanceof DropboxRefusal && /^path\/(restricted_content|unsupported_file)/.test(error.tag))
    return {
      final: true,
      problem: {
        code: 'RESTRICTED',
        message: 'Dropbox does not hand this file out. Take it out of the folder, or replace it.',
      },
    }
  // The revision is gone: the file changed since it was listed, and the next listing says how.
  if (error instanceof DropboxRefusal && error.tag.startsWith('path/'))
    return {
      final: true,
      problem: { code: 'CHANGED_MEANWHILE', message: 'The file changed in Dropbox while it was copied.' },
    }
  if (error instanceof WrongBytes)
    return {
      final: false,
      problem: { code: 'WRONG_BYTES', message: 'The file arrived damaged. Synchronise once more.' },
    }
  return {
    final: false,
    problem: { code: 'NOT_COPIED', message: 'The file could not be copied. Synchronise once more.' },
  }
}

type Copied = Extract<ItemOutcome, { key: string }>

async function copySmall(
  deps: Deps,
  pkg: Package,
  item: SyncItem,
  isRoot: boolean,
  signal: AbortSignal,
): Promise<Copied> {
  const length = Number(item.bytes)
  const bytes = await readRange(deps.dropbox, { rev: item.rev!, start: 0, length, total: length }, signal)
  if (contentHash(bytes) !== item.contentHash) throw new WrongBytes(item.path)
  const mediaType = mediaTypeOf(item.path, bytes)
  const metadata = metadataOf(item)
  const tagged = isPage(item.path) ? await examinePage(deps, item, bytes, isRoot) : null
  if (tagged) await put(deps.store, originalKey(pkg.dropboxPath, item.path), bytes, mediaType, metadata)
  const stored = await put(deps.store, draftKey(pkg.dropboxPath, item.path), tagged ?? bytes, mediaType, metadata)
  return copied(item, stored, (tagged ?? bytes).length, mediaType, tagged ? tagVersion : null)
}

/** Keeps what the page refers to, and gives the page with the player's tag where it gets one: the root page, and pages with videos. */
async function examinePage(deps: Deps, item: SyncItem, bytes: Buffer, isRoot: boolean): Promise<Buffer | null> {
  const look = lookAtPage(bytes)
  await deps.database.$transaction(tx => recordPageLook(tx, { contentHash: item.contentHash!, ...look }))
  return isRoot || look.hasVideo ? withPlayerTag(bytes, item.path) : null
}

async function copyLarge(deps: Deps, pkg: Package, item: SyncItem, signal: AbortSignal): Promise<Copied> {
  const total = Number(item.bytes)
  const digests: Buffer[] = []
  let start = 0
  const nextPart = async () => {
    if (start >= total) return null
    const length = Math.min(deps.partSize, total - start)
    const part = await readRange(deps.dropbox, { rev: item.rev!, start, length, total }, signal)
    digests.push(...blockDigests(part))
    start += length
    return part
  }
  const verify = () => {
    if (combineDigests(digests) !== item.contentHash) throw new WrongBytes(item.path)
  }
  const mediaType = mediaTypeOf(item.path, null)
  const stored = await uploadByParts(
    deps.store,
    draftKey(pkg.dropboxPath, item.path),
    mediaType,
    metadataOf(item),
    nextPart,
    verify,
  )
  return copied(item, stored, total, mediaType, null)
}

const metadataOf = (item: SyncItem) => ({ 'content-hash': item.contentHash!, rev: item.rev! })

const copied = (
  item: SyncItem,
  stored: Stored,
  storedBytes: number,
  mediaType: string,
  tagged: number | null,
): Copied => ({
  ...stored,
  path: item.path,
  contentHash: item.contentHash!,
  storedBytes,
  mediaType,
  tagVersion: tagged,
})
