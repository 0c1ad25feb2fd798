import { Prisma, type Tx, type Upload } from '../database.ts'
import type { Problem } from '../errors.ts'
import { lockRun, notify } from '../transaction.ts'
import { type ClaimedItem, type Lane, leaseSeconds } from './items.ts'
import { progressSql } from './run-progress.ts'

/** An upload that is to begin: its id, where to, what, in parts of how many bytes, and S3's own id of it. */
export type NewUpload = {
  id: string
  key: string
  contentHash: string
  bytes: number
  partBytes: number
  s3UploadId: string
}

/** The upload of these bytes to this key that some run began earlier, or null. */
export function findUpload(tx: Tx, key: string, contentHash: string): Promise<Upload | null> {
  return tx.upload.findUnique({ where: { key_contentHash: { key, contentHash } } })
}

/**
 * Binds an item that the lane holds to its upload and gives it back, so that all lanes can take parts of it. Begins the upload where none is
 * there yet; returns the one that counts, which is another one than ours when somebody else was first.
 */
export async function bindUpload(tx: Tx, lane: Lane, path: string, newUpload: NewUpload): Promise<Upload> {
  const { key, contentHash, bytes, partBytes } = newUpload
  const created = await tx.upload.createManyAndReturn({
    data: [{ ...newUpload, packageId: lane.packageId, bytes: BigInt(bytes), partBytes: BigInt(partBytes) }],
    skipDuplicates: true,
  })
  const upload = created[0] ?? (await tx.upload.findUniqueOrThrow({ where: { key_contentHash: { key, contentHash } } }))
  if (created.length > 0)
    await tx.$executeRaw`
      INSERT INTO upload_part (upload_id, number)
      SELECT ${upload.id}::uuid, generate_series(1, ceil(${bytes}::float8 / ${partBytes}::float8)::int)`
  await tx.syncItem.updateMany({
    where: { runId: lane.runId, path, generated: false, claimedBy: lane.name, status: 'PENDING' },
    data: { uploadId: upload.id, claimedBy: null, claimedUntil: null },
  })
  return upload
}

/** A part to copy: which bytes of which revision, and of which upload. */
export type ClaimedPart = {
  path: string
  rev: string
  dropboxId: string
  key: string
  uploadId: string
  s3UploadId: string
  number: number
  start: number
  length: number
  total: number
}

/** Claims one part that nobody holds, of the first file that lacks one; null when there is none. */
export async function claimPart(tx: Tx, lane: Lane): Promise<ClaimedPart | null> {
  const [part] = await tx.$queryRaw<ClaimedPart[]>`
    WITH candidate AS (
      SELECT part.upload_id, part.number, item.path, item.rev, item.dropbox_id
      FROM sync_item AS item JOIN upload_part AS part ON part.upload_id = item.upload_id
      WHERE item.run_id = ${lane.runId}::uuid AND item.action = 'COPY' AND item.status = 'PENDING' AND NOT item.generated
        AND part.etag IS NULL AND (part.claimed_until IS NULL OR part.claimed_until < now())
        AND (item.claimed_until IS NULL OR item.claimed_until < now())
        AND EXISTS (SELECT 1 FROM sync_run WHERE id = ${lane.runId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING')
      ORDER BY item.path, part.number LIMIT 1 FOR UPDATE OF part SKIP LOCKED
    ), claimed AS (
      UPDATE upload_part AS part SET claimed_by = ${lane.name}, claimed_until = now() + make_interval(secs => ${leaseSeconds})
      FROM candidate WHERE part.upload_id = candidate.upload_id AND part.number = candidate.number
      RETURNING part.upload_id, part.number
    )
    SELECT candidate.path, candidate.rev, candidate.dropbox_id AS "dropboxId", upload.key, upload.id AS "uploadId", upload.s3_upload_id AS "s3UploadId", number,
      ((number - 1) * part_bytes)::float8 AS start, least(part_bytes, bytes - (number - 1) * part_bytes)::float8 AS length, bytes::float8 AS total
    FROM claimed JOIN candidate USING (upload_id, number) JOIN upload ON upload.id = claimed.upload_id`
  return part ?? null
}

/**
 * Records a part with its ETag, checksum and the digests of its blocks, as far as the lease is still the lane's. Whoever records the last one gets the
 * item, to complete it; null otherwise. A large file counts by its parts.
 */
export async function recordPart(
  tx: Tx,
  lane: Lane,
  part: ClaimedPart,
  stored: { etag: string; crc32: string; digests: Uint8Array<ArrayBuffer> },
): Promise<ClaimedItem | null> {
  await lockRun(tx, lane.runId)
  const { count } = await tx.uploadPart.updateMany({
    where: { uploadId: part.uploadId, number: part.number, claimedBy: lane.name, etag: null },
    data: { ...stored, claimedUntil: null },
  })
  if (count === 0) return null
  await tx.$executeRaw`
    UPDATE sync_run SET ${progressSql(Prisma.sql`0`, Prisma.sql`${part.length}::bigint`)} WHERE id = ${lane.runId}::uuid`
  await notify(tx, lane.packageId)
  const [item] = await tx.$queryRaw<ClaimedItem[]>`
    UPDATE sync_item SET claimed_by = ${lane.name}, claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE run_id = ${lane.runId}::uuid AND upload_id = ${part.uploadId}::uuid AND status = 'PENDING' AND NOT generated
      AND NOT EXISTS (SELECT 1 FROM upload_part WHERE upload_id = ${part.uploadId}::uuid AND etag IS NULL)
    RETURNING path, dropbox_id AS "dropboxId", rev, content_hash AS "contentHash", bytes::float8 AS bytes, video, upload_id AS "uploadId",
      NULL::jsonb AS "existingObject"`
  return item ?? null
}

/**
 * What went wrong with a part. `final`: the file is no longer what was planned, and trying again does not help. `leftOut`: Dropbox will never hand
 * the file out; what to do about it.
 */
export type PartFailure = { problem: Problem; final: boolean } | { ignoredReason: string }

/** Gives a part back for a little later. A file whose parts fail again and again counts as failed; what is recorded of it stays. */
export async function failPart(tx: Tx, lane: Lane, part: ClaimedPart, failure: PartFailure): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE upload_part SET claimed_by = NULL, claimed_until = now() + make_interval(secs => ${retryAfterSeconds})
    WHERE upload_id = ${part.uploadId}::uuid AND number = ${part.number} AND claimed_by = ${lane.name} AND etag IS NULL`
  if (count === 0) return
  const itemWhere = {
    runId: lane.runId,
    path: part.path,
    generated: false,
    status: 'PENDING',
    uploadId: part.uploadId,
  } as const
  if ('ignoredReason' in failure) {
    const reason = failure.ignoredReason
    await tx.syncItem.updateMany({ where: itemWhere, data: { action: 'IGNORE', status: 'DONE', reason } })
    const { packageId } = lane
    await tx.entry.updateMany({
      where: { packageId, dropboxId: part.dropboxId, kind: 'FILE' },
      data: { ignoredReason: reason },
    })
    return
  }
  const { problem, final } = failure
  const attempts = lane.maximumAttempts * partFailuresPerAttempt
  await tx.$executeRaw`
    UPDATE sync_item SET attempts = attempts + 1, error = ${JSON.stringify(problem)}::jsonb,
      status = CASE WHEN ${final} OR attempts + 1 >= ${attempts} THEN 'FAILED' ELSE 'PENDING' END::sync_item_status
    WHERE run_id = ${lane.runId}::uuid AND path = ${part.path} AND NOT generated AND status = 'PENDING' AND upload_id = ${part.uploadId}::uuid`
}

/** Many parts of a file fail at the same time, of one cause: so many count as one. */
const partFailuresPerAttempt = 8
/** How long a part that failed rests. */
const retryAfterSeconds = 2

/** An upload with what was recorded of its parts, in order. */
export async function uploadWithParts(tx: Tx, id: string) {
  return tx.upload.findUniqueOrThrow({ where: { id }, include: { parts: { orderBy: { number: 'asc' } } } })
}

/**
 * Forgets an upload whose bytes were not those of the file: all of it is due anew. What it counted stays counted, and the total grows by it,
 * so that progress never runs backwards.
 */
export async function dropUpload(tx: Tx, lane: Lane, upload: { id: string; bytes: bigint }): Promise<void> {
  await lockRun(tx, lane.runId)
  const { count } = await tx.upload.deleteMany({ where: { id: upload.id } })
  if (count > 0)
    await tx.syncRun.update({ where: { id: lane.runId }, data: { bytesTotal: { increment: upload.bytes } } })
}
