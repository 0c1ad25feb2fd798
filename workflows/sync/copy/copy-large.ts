import { randomUUID } from 'node:crypto'
import { isPage } from '@lectern/domain/files/page-names'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import {
  bindUpload,
  type ClaimedPart,
  dropUpload,
  failPart,
  findUpload,
  type PartFailure,
  recordPart,
  uploadWithParts,
} from '@lectern/domain/sync/uploads'
import { blockDigests, combineDigests } from '../../dropbox/content-hash.ts'
import { readRange } from '../../dropbox/download.ts'
import { DropboxEndpointError } from '../../dropbox/errors.ts'
import { mediaTypeOf } from '../../files/media-type.ts'
import type { Services } from '../../services.ts'
import { draftKey, originalKey } from '../../storage/keys.ts'
import {
  abortUpload,
  completeUpload,
  isUnknownUpload,
  partBytesFor,
  putPart,
  startUpload,
} from '../../storage/s3-upload.ts'
import type { CopyContext } from './copy-context.ts'
import { changedDuringCopy, copyProblemOf, endsCopying, ignoredReasonOf } from './copy-failure.ts'
import { mediaTypeOfStored } from './media-type-of-stored.ts'
import { ContentHashMismatch, type CopyResult, copyResult, objectMetadata } from './store-file.ts'
import { storeLargePage } from './store-large-page.ts'

/**
 * Starts the upload of a large file, or continues the one that an earlier run started. Every lane can then take parts
 * of it. A page is uploaded as an original, because the draft's page differs from it.
 */
export async function startLargeCopy(services: Services, { lane, pkg }: CopyContext, item: ClaimedItem): Promise<void> {
  const { database, store } = services
  const key = (isPage(item.path) ? originalKey : draftKey)(pkg.dropboxPath, item.path)
  const { contentHash, bytes } = item
  const existingUpload = await findUpload(database, key, contentHash)
  const uploadId = randomUUID()
  const s3UploadId =
    existingUpload?.s3UploadId ??
    (await startUpload(store, key, mediaTypeOf(item.path, null).mediaType, {
      ...objectMetadata(item),
      upload: uploadId,
    }))
  const newUpload = {
    id: uploadId,
    key,
    contentHash,
    bytes,
    partBytes: partBytesFor(bytes, services.partBytes),
    s3UploadId,
  }
  const boundUpload = await database.$transaction(tx => bindUpload(tx, lane, item.path, newUpload))
  if (boundUpload.s3UploadId !== s3UploadId) await abortUpload(store, key, s3UploadId)
}

/**
 * Copies one part: a ranged read pinned to the file's revision, the digests of its blocks, and one UploadPart. Returns
 * the item to complete if it was the last part. If a part is copied twice, the recorded copy counts.
 */
export async function copyPart(
  services: Services,
  { lane }: CopyContext,
  part: ClaimedPart,
  signal: AbortSignal,
): Promise<ClaimedItem | null> {
  const { rev, start, length, total } = part
  try {
    return await services.partBuffers.withBuffer(length, async buffer => {
      const bytes = await readRange(services.dropbox, { rev, start, length, total }, signal, buffer)
      const digests = new Uint8Array(Buffer.concat(blockDigests(bytes)))
      const stored = await putPart(services.store, part, bytes, signal)
      return services.database.$transaction(tx => recordPart(tx, lane, part, { ...stored, digests }))
    })
  } catch (error) {
    if (signal.aborted || endsCopying(error)) throw error
    services.log.warn({ ...lane, path: part.path, part: part.number, error: String(error) }, 'Could not copy a part')
    if (isUnknownUpload(error)) await discardUpload(services, lane, part.uploadId)
    else {
      const failure = partFailureOf(error)
      await services.database.$transaction(tx => failPart(tx, lane, part, failure))
    }
    return null
  }
}

function partFailureOf(error: unknown): PartFailure {
  const ignoredReason = ignoredReasonOf(error)
  if (ignoredReason) return { ignoredReason }
  return error instanceof DropboxEndpointError ? changedDuringCopy : { problem: copyProblemOf(error), final: false }
}

/**
 * Combines the parts into the object, if the digests of all blocks match Dropbox's content hash. Otherwise discards the
 * upload, and the file is copied again. A page is then stored in the draft from that object.
 */
export async function completeLargeCopy(
  services: Services,
  context: CopyContext,
  item: ClaimedItem,
  uploadId: string,
): Promise<CopyResult> {
  const { database, store } = services
  const upload = await uploadWithParts(database, uploadId)
  const digests = upload.parts.map(part => Buffer.from(part.digests ?? []))
  const isHashCorrect = combineDigests(digests) === item.contentHash
  const storedObject = isHashCorrect
    ? await completeUpload(store, { ...upload, uploadId: upload.id }, upload.parts)
    : null
  if (storedObject && isPage(item.path)) return storeLargePage(services, context, item, storedObject)
  if (storedObject)
    return copyResult(item, storedObject, {
      storedBytes: item.bytes,
      ...(await mediaTypeOfStored(store, item.path, storedObject)),
      tagVersion: null,
    })
  await discardUpload(services, context.lane, uploadId)
  throw isHashCorrect ? new Error('S3 no longer knows the upload') : new ContentHashMismatch(item.path)
}

async function discardUpload(
  { database, store }: Services,
  lane: CopyContext['lane'],
  uploadId: string,
): Promise<void> {
  const upload = await database.upload.findUnique({ where: { id: uploadId } })
  if (!upload) return
  await abortUpload(store, upload.key, upload.s3UploadId)
  await database.$transaction(tx => dropUpload(tx, lane, upload))
}
