import { type ClaimedItem, type ItemOutcome, renewRevision } from '@lectern/schema/changes/items'
import { findFile } from '../clients/dropbox.ts'
import { DropboxLost, DropboxRefusal } from '../clients/dropbox-errors.ts'
import type { CopiedPackage } from './copied-package.ts'
import { changedMeanwhile, leftOutReason, problemOf } from './copy-failure.ts'
import { copyKnown } from './copy-known.ts'
import { beginLarge, completeLarge } from './copy-large.ts'
import { copySmall } from './copy-small.ts'
import type { Deps } from './deps.ts'
import { lookAtVideo } from './look-at-video.ts'

/**
 * Copies one item into the draft: from S3 where its bytes are known, otherwise from Dropbox, read pinned to its revision and hashed; a row may
 * name the object only when the content hash is Dropbox's. Doing it twice makes a second version of the same bytes. Null: it is a large file
 * whose upload has begun, and its parts are copied one by one.
 */
export async function copyItem(
  deps: Deps,
  target: CopiedPackage,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<ItemOutcome | null> {
  try {
    const stored = await copy(deps, target, item, signal)
    if (stored && item.video) await lookAtVideo(deps, item, stored)
    return stored
  } catch (error) {
    if (signal.aborted || error instanceof DropboxLost) throw error
    if (isGone(error)) {
      const newer = await newerRevision(deps, target, item, signal)
      return newer ? copyItem(deps, target, newer, signal) : { path: item.path, ...changedMeanwhile }
    }
    const leftOut = leftOutReason(error)
    if (leftOut) return { path: item.path, dropboxId: item.dropboxId, leftOut }
    deps.log.warn({ ...target.lane, path: item.path, error: String(error) }, 'An item was not copied this time')
    return { path: item.path, problem: problemOf(error), final: false }
  }
}

async function copy(deps: Deps, target: CopiedPackage, item: ClaimedItem, signal: AbortSignal) {
  if (item.uploadId) return completeLarge(deps, target, item, item.uploadId)
  const known = item.known && (await copyKnown(deps, target, item, item.known, signal))
  if (known) return known
  if (item.bytes <= deps.partSize) return copySmall(deps, target, item, signal)
  await beginLarge(deps, target, item)
  return null
}

const isGone = (error: unknown) => error instanceof DropboxRefusal && error.tag === 'path/not_found'

/** The revision is gone, because the file was saved again: what is there now is taken at once. Null: it is elsewhere or gone. */
async function newerRevision(
  deps: Deps,
  { lane, pkg }: CopiedPackage,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<ClaimedItem | null> {
  const { database } = deps
  const found = await findFile(deps.dropbox, item.dropboxId, signal)
  const entry = await database.entry.findFirst({
    where: { packageId: pkg.id, dropboxId: item.dropboxId, path: item.path },
    orderBy: { generation: 'desc' },
  })
  if (!found?.content_hash || found.rev === item.rev || found.path_lower !== entry?.pathLower) return null
  const newer = { rev: found.rev, contentHash: found.content_hash, bytes: found.size }
  const held = await database.$transaction(tx =>
    renewRevision(tx, lane, item.path, { ...newer, modifiedAt: found.client_modified }),
  )
  return held ? { ...item, ...newer, known: null } : null
}
