import { type ClaimedItem, type ItemOutcome, updateItemRevision } from '@lectern/domain/sync/items'
import { findFile } from '../../dropbox/client.ts'
import { DropboxEndpointError } from '../../dropbox/errors.ts'
import type { Services } from '../../services.ts'
import { probeVideo } from '../../transcode/source/probe-video.ts'
import type { CopyContext } from './copy-context.ts'
import { changedDuringCopy, copyProblemOf, endsCopying, ignoredReasonOf } from './copy-failure.ts'
import { copyKnown } from './copy-known.ts'
import { completeLargeCopy, startLargeCopy } from './copy-large.ts'
import { copySmall } from './copy-small.ts'

/**
 * Copies one item into the draft: from S3 if its bytes are known there, otherwise from Dropbox. A download is pinned to
 * its revision and hashed; a row may name the object only if the content hash is Dropbox's. A repetition makes a second
 * version of the same bytes. Returns null for a large file whose upload has started: its parts are copied one by one.
 */
export async function copyItem(
  services: Services,
  context: CopyContext,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<ItemOutcome | null> {
  try {
    const stored = await copy(services, context, item, signal)
    if (stored && item.video) await probeVideo(services, context.pkg.id, item, stored)
    return stored
  } catch (error) {
    if (signal.aborted || endsCopying(error)) throw error
    if (isFileGone(error)) {
      const newer = await findNewerRevision(services, context, item, signal)
      return newer ? copyItem(services, context, newer, signal) : { path: item.path, ...changedDuringCopy }
    }
    const ignoredReason = ignoredReasonOf(error)
    if (ignoredReason) return { path: item.path, dropboxId: item.dropboxId, ignoredReason }
    services.log.warn({ ...context.lane, path: item.path, error: String(error) }, 'Could not copy an item')
    return { path: item.path, problem: copyProblemOf(error), final: false }
  }
}

async function copy(services: Services, context: CopyContext, item: ClaimedItem, signal: AbortSignal) {
  if (item.uploadId) return completeLargeCopy(services, context, item, item.uploadId)
  const copiedInStore = item.existingObject && (await copyKnown(services, context, item, item.existingObject, signal))
  if (copiedInStore) return copiedInStore
  if (item.bytes <= services.partBytes) return copySmall(services, context, item, signal)
  await startLargeCopy(services, context, item)
  return null
}

const isFileGone = (error: unknown) => error instanceof DropboxEndpointError && error.tag === 'path/not_found'

/**
 * Finds what replaced a revision that is gone because the file was saved again. Returns null if the file was moved or
 * deleted.
 */
async function findNewerRevision(
  services: Services,
  { lane, pkg }: CopyContext,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<ClaimedItem | null> {
  const { database } = services
  const found = await findFile(services.dropbox, item.dropboxId, signal)
  const entry = await database.entry.findFirst({
    where: { packageId: pkg.id, dropboxId: item.dropboxId, path: item.path },
    orderBy: { generation: 'desc' },
  })
  if (!found?.content_hash || found.rev === item.rev || found.path_lower !== entry?.pathLower) return null
  const newer = { rev: found.rev, contentHash: found.content_hash, bytes: found.size }
  const isStillLeased = await database.$transaction(tx =>
    updateItemRevision(tx, lane, item.path, { ...newer, modifiedAt: found.client_modified }),
  )
  return isStillLeased ? { ...item, ...newer, existingObject: null } : null
}
