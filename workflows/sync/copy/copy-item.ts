import { type ClaimedItem, type ItemOutcome, updateItemRevision } from '@lectern/domain/sync/items'
import { findFile } from '../../dropbox/client.ts'
import { DropboxDisconnectedError, DropboxEndpointError } from '../../dropbox/errors.ts'
import type { CopyContext } from './copied-package.ts'
import { changedDuringCopy, copyProblemOf, ignoredReasonOf } from './copy-failure.ts'
import { copyKnown } from './copy-known.ts'
import { completeLargeCopy, startLargeCopy } from './copy-large.ts'
import { copySmall } from './copy-small.ts'
import type { Services } from '../../services.ts'
import { probeVideo } from '../../transcode/source/probe-video.ts'

/**
 * Copies one item into the draft: from S3 where its bytes are known, otherwise from Dropbox, read pinned to its revision and hashed; a row may
 * name the object only when the content hash is Dropbox's. Doing it twice makes a second version of the same bytes. Null: it is a large file
 * whose upload has begun, and its parts are copied one by one.
 */
export async function copyItem(
  services: Services,
  context: CopyContext,
  item: ClaimedItem,
  signal: AbortSignal,
): Promise<ItemOutcome | null> {
  try {
    const stored = await copy(services, context, item, signal)
    if (stored && item.video) await probeVideo(services, item, stored)
    return stored
  } catch (error) {
    if (signal.aborted || error instanceof DropboxDisconnectedError) throw error
    if (isFileGone(error)) {
      const newer = await findNewerRevision(services, context, item, signal)
      return newer ? copyItem(services, context, newer, signal) : { path: item.path, ...changedDuringCopy }
    }
    const ignoredReason = ignoredReasonOf(error)
    if (ignoredReason) return { path: item.path, dropboxId: item.dropboxId, ignoredReason }
    services.log.warn({ ...context.lane, path: item.path, error: String(error) }, 'An item was not copied this time')
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

/** The revision is gone, because the file was saved again: what is there now is taken at once. Null: it is elsewhere or gone. */
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
