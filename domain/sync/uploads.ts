import { z } from 'zod'
import { Prisma, type Tx, type Upload } from '../database.ts'
import type { Problem } from '../errors.ts'
import { rows } from '../rows.ts'
import { lockRun, notify } from '../transaction.ts'
import { type ClaimedItem, claimedItemRow, type Lane, leaseSeconds, mayHavePartsSql } from './items.ts'
import { progressSql } from './run-progress.ts'

/** An upload to start. `bytes` and `partBytes` are the sizes of the file and of each part. */
export type NewUpload = {
  id: string
  key: string
  contentHash: string
  bytes: number
  partBytes: number
  s3UploadId: string
}

/** The upload of these bytes to this key that an earlier run started, or null. */
export function findUpload(tx: Tx, key: string, contentHash: string): Promise<Upload | null> {
  return tx.upload.findUnique({ where: { key_contentHash: { key, contentHash } } })
}

/**
 * Binds an item of the lane to its upload and releases the item, so that all lanes can claim parts of it. Records
 * `newUpload` if there is none yet. Returns the upload that counts, which is another one if another lane was first.
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

const claimedPartRow = z.object({
  path: z.string(),
  rev: z.string(),
  dropboxId: z.string(),
  key: z.string(),
  uploadId: z.string(),
  s3UploadId: z.string(),
  number: z.number(),
  start: z.number(),
  length: z.number(),
  total: z.number(),
})

/** A part to copy: the bytes of a file's revision, and the part of the upload. */
export type ClaimedPart = z.infer<typeof claimedPartRow>

/** Claims one unclaimed part of the first file that lacks one. Null if there is none. */
export async function claimPart(tx: Tx, lane: Lane): Promise<ClaimedPart | null> {
  const [part] = await rows(
    tx,
    claimedPartRow,
    Prisma.sql`
    WITH candidate AS (
      SELECT part.upload_id, part.number, item.path, item.rev, item.dropbox_id
      FROM sync_item AS item JOIN upload_part AS part ON part.upload_id = item.upload_id
      WHERE item.run_id = ${lane.runId}::uuid AND item.action = 'COPY' AND item.status = 'PENDING' AND NOT item.generated
        AND ${mayHavePartsSql} AND part.etag IS NULL AND (part.claimed_until IS NULL OR part.claimed_until < now())
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
    FROM claimed JOIN candidate USING (upload_id, number) JOIN upload ON upload.id = claimed.upload_id`,
  )
  return part ?? null
}

/**
 * Records a part with its ETag, checksum, and block digests, unless the lane lost its lease. Returns the item if this
 * was the last part, so that the lane completes the upload; null otherwise. The progress of a large file counts its
 * parts.
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
  const [item] = await rows(
    tx,
    claimedItemRow,
    Prisma.sql`
    UPDATE sync_item SET claimed_by = ${lane.name}, claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE run_id = ${lane.runId}::uuid AND upload_id = ${part.uploadId}::uuid AND status = 'PENDING' AND NOT generated
      AND NOT EXISTS (SELECT 1 FROM upload_part WHERE upload_id = ${part.uploadId}::uuid AND etag IS NULL)
    RETURNING path, dropbox_id AS "dropboxId", rev, content_hash AS "contentHash", bytes::float8 AS bytes, video, upload_id AS "uploadId",
      NULL::jsonb AS "existingObject"`,
  )
  return item ?? null
}

/**
 * Why a part failed. `final`: the file is no longer the planned one, so a retry does not help. `ignoredReason`: Dropbox
 * never allows a download of this file; says what to do about it.
 */
export type PartFailure = { problem: Problem; final: boolean } | { ignoredReason: string }

/** Releases a part for a later retry. Fails the file when its parts fail too often; its recorded parts stay. */
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

/** This many failed parts count as one failed attempt, because many parts fail together for the same cause. */
const partFailuresPerAttempt = 8

/** The delay before a failed part is retried. */
const retryAfterSeconds = 2

/** Loads an upload with its parts in order. */
export async function uploadWithParts(tx: Tx, id: string) {
  return tx.upload.findUniqueOrThrow({ where: { id }, include: { parts: { orderBy: { number: 'asc' } } } })
}

/**
 * Deletes an upload whose bytes turned out to differ from the file, so that all of it is due again. Its bytes stay
 * counted and are added to the total, so that progress never decreases.
 */
export async function dropUpload(tx: Tx, lane: Lane, upload: { id: string; bytes: bigint }): Promise<void> {
  await lockRun(tx, lane.runId)
  const { count } = await tx.upload.deleteMany({ where: { id: upload.id } })
  if (count > 0)
    await tx.syncRun.update({ where: { id: lane.runId }, data: { bytesTotal: { increment: upload.bytes } } })
}
