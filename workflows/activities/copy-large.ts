import { randomUUID } from 'node:crypto'
import type { ClaimedItem } from '@lectern/schema/changes/items'
import {
  bindUpload,
  type ClaimedPart,
  dropUpload,
  failPart,
  findUpload,
  type PartFailure,
  recordPart,
  uploadWithParts,
} from '@lectern/schema/changes/uploads'
import { blockDigests, combineDigests } from '../clients/content-hash.ts'
import { readRange } from '../clients/dropbox-download.ts'
import { DropboxLost, DropboxRefusal } from '../clients/dropbox-errors.ts'
import { draftKey } from '../clients/keys.ts'
import {
  abortUpload,
  beginUpload,
  completeUpload,
  isUnknownUpload,
  partBytesFor,
  putPart,
} from '../clients/s3-upload.ts'
import { mediaTypeOf } from '../media-type.ts'
import type { CopiedPackage } from './copied-package.ts'
import { changedMeanwhile, leftOutReason, problemOf } from './copy-failure.ts'
import type { Deps } from './deps.ts'
import { type Copied, copied, metadataOf, WrongBytes } from './place-file.ts'

/** Begins the upload of a large file, or goes on with the one that an earlier run began; from then on every lane can take parts of it. */
export async function beginLarge(deps: Deps, { lane, pkg }: CopiedPackage, item: ClaimedItem): Promise<void> {
  const { database, store } = deps
  const key = draftKey(pkg.dropboxPath, item.path)
  const { contentHash, bytes } = item
  const earlier = await findUpload(database, key, contentHash)
  const mark = randomUUID()
  const s3UploadId =
    earlier?.s3UploadId ??
    (await beginUpload(store, key, mediaTypeOf(item.path, null), { ...metadataOf(item), upload: mark }))
  const begun = { id: mark, key, contentHash, bytes, partBytes: partBytesFor(bytes, deps.partSize), s3UploadId }
  const counts = await database.$transaction(tx => bindUpload(tx, lane, item.path, begun))
  if (counts.s3UploadId !== s3UploadId) await abortUpload(store, key, s3UploadId)
}

/**
 * Copies one part: a ranged read pinned to the file's revision, the digests of its blocks, one UploadPart. Returns the item to complete when it
 * was the last one. Copied twice, the part that is recorded counts.
 */
export async function copyPart(
  deps: Deps,
  { lane }: CopiedPackage,
  part: ClaimedPart,
  signal: AbortSignal,
): Promise<ClaimedItem | null> {
  const { rev, start, length, total } = part
  try {
    return await deps.buffers.lend(length, async buffer => {
      const bytes = await readRange(deps.dropbox, { rev, start, length, total }, signal, buffer)
      const digests = new Uint8Array(Buffer.concat(blockDigests(bytes)))
      const stored = await putPart(deps.store, part, bytes, signal)
      return deps.database.$transaction(tx => recordPart(tx, lane, part, { ...stored, digests }))
    })
  } catch (error) {
    if (signal.aborted || error instanceof DropboxLost) throw error
    deps.log.warn(
      { ...lane, path: part.path, part: part.number, error: String(error) },
      'A part was not copied this time',
    )
    if (isUnknownUpload(error)) await forget(deps, lane, part.uploadId)
    else {
      const failure = failureOf(error)
      await deps.database.$transaction(tx => failPart(tx, lane, part, failure))
    }
    return null
  }
}

function failureOf(error: unknown): PartFailure {
  const leftOut = leftOutReason(error)
  if (leftOut) return { leftOut }
  return error instanceof DropboxRefusal ? changedMeanwhile : { problem: problemOf(error), final: false }
}

/**
 * Makes the object of its parts, when the digests of all blocks together are the content hash that Dropbox names. Otherwise nothing of it
 * counts, and the file is copied anew.
 */
export async function completeLarge(
  deps: Deps,
  { lane }: CopiedPackage,
  item: ClaimedItem,
  uploadId: string,
): Promise<Copied> {
  const { database, store } = deps
  const upload = await uploadWithParts(database, uploadId)
  const digests = upload.parts.map(part => Buffer.from(part.digests ?? []))
  const isRight = combineDigests(digests) === item.contentHash
  const whole = isRight ? await completeUpload(store, { ...upload, mark: upload.id }, upload.parts) : null
  if (whole)
    return copied(item, whole, { storedBytes: item.bytes, mediaType: mediaTypeOf(item.path, null), tagVersion: null })
  await forget(deps, lane, uploadId)
  throw isRight ? new Error('S3 no longer knows the upload') : new WrongBytes(item.path)
}

async function forget({ database, store }: Deps, lane: CopiedPackage['lane'], uploadId: string): Promise<void> {
  const upload = await database.upload.findUnique({ where: { id: uploadId } })
  if (!upload) return
  await abortUpload(store, upload.key, upload.s3UploadId)
  await database.$transaction(tx => dropUpload(tx, lane, upload))
}
