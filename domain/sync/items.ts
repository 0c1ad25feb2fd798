import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { pathKey } from '../files/path-key.ts'
import { rows } from '../rows.ts'
import { notify } from '../transaction.ts'
import { progressSql } from './run-progress.ts'

/** How long a lane may keep an item without renewing its lease, in seconds. Then another lane may claim it. */
export const leaseSeconds = 15

/** A run that copies. An item fails after `maximumAttempts` attempts. */
export type CopyRun = { runId: string; packageId: string; maximumAttempts: number }

/** A lane of a run. Its name is unique among all lanes and all attempts of the same lane. */
export type Lane = CopyRun & { name: string }

const existingObject = z.object({
  key: z.string(),
  versionId: z.string(),
  mediaType: z.string(),
  contentEncoding: z.string().nullable(),
  path: z.string(),
  tagVersion: z.number().nullable(),
  isCurrent: z.boolean(),
})

/**
 * An object version in S3 that already has the bytes of an item. `tagVersion` is the version of the player's tag in it,
 * or null. `isCurrent`: the package's draft has it now.
 */
export type ExistingObject = z.infer<typeof existingObject>

/** The schema of `ClaimedItem`. */
export const claimedItemRow = z.object({
  path: z.string(),
  dropboxId: z.string(),
  rev: z.string(),
  contentHash: z.string(),
  bytes: z.number(),
  video: z.boolean(),
  uploadId: z.string().nullable(),
  existingObject: existingObject.nullable(),
})

/**
 * An item that a lane claimed. `existingObject` is set if a draft already has its bytes under this or another path, so
 * that they need not be downloaded. A file with a private key always is, because each package decides about its own.
 */
export type ClaimedItem = z.infer<typeof claimedItemRow>

/**
 * SQL predicate over a row of `sync_item`: it may have parts, because no part is smaller. Every statement about large
 * files needs it, word for word: it is the condition of the index `sync_item_pending_large`.
 */
export const mayHavePartsSql: Prisma.Sql = Prisma.sql`item.bytes > 8388608`

/**
 * Claims unclaimed files of at most one part, in the order of their paths: at most `maxItems`, and at most one part's
 * worth of bytes. Returns none when the run has ended.
 */
export const claimSmallItems = (
  tx: Tx,
  lane: Lane,
  { maxItems, partBytes }: { maxItems: number; partBytes: number },
): Promise<ClaimedItem[]> =>
  claimItems(tx, lane, Prisma.sql`item.bytes <= ${partBytes}`, { maxItems, maxBytes: partBytes })

/**
 * Claims the first unclaimed file of more than one part, to start its upload, and again to complete it when all parts
 * are there. Returns none when the run has ended. Small files have a claim of their own, so that large files start as
 * early and small ones fill the gaps.
 */
export const claimLargeItem = (tx: Tx, lane: Lane, partBytes: number): Promise<ClaimedItem[]> =>
  claimItems(tx, lane, Prisma.sql`${mayHavePartsSql} AND item.bytes > ${partBytes}`, { maxItems: 1, maxBytes: 0 })

/** Videos wait for the manifest. The first item may have more than `maxBytes`. */
function claimItems(
  tx: Tx,
  lane: Lane,
  sizeSql: Prisma.Sql,
  { maxItems, maxBytes }: { maxItems: number; maxBytes: number },
): Promise<ClaimedItem[]> {
  return rows(
    tx,
    claimedItemRow,
    Prisma.sql`
    WITH candidate AS (
      SELECT path, bytes FROM sync_item AS item
      WHERE run_id = ${lane.runId}::uuid AND action = 'COPY' AND status = 'PENDING' AND NOT generated AND ${sizeSql}
        AND (claimed_until IS NULL OR claimed_until < now())
        AND EXISTS (SELECT 1 FROM sync_run WHERE id = ${lane.runId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING'
          AND (NOT item.video OR manifest_written_at IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM upload_part AS part WHERE part.upload_id = item.upload_id AND part.etag IS NULL)
      ORDER BY path LIMIT ${maxItems} FOR UPDATE SKIP LOCKED
    ), fitting AS (
      SELECT path, bytes, sum(bytes) OVER (ORDER BY path) - bytes AS before FROM candidate
    ), claimed AS (
      UPDATE sync_item SET claimed_by = ${lane.name}, claimed_until = now() + make_interval(secs => ${leaseSeconds})
      WHERE run_id = ${lane.runId}::uuid AND NOT generated
        AND path = ANY(ARRAY(SELECT path FROM fitting WHERE before = 0 OR before + bytes <= ${maxBytes}))
      RETURNING path, dropbox_id, rev, content_hash, bytes, video, upload_id
    )
    SELECT claimed.path, claimed.dropbox_id AS "dropboxId", claimed.rev, claimed.content_hash AS "contentHash", claimed.bytes::float8 AS bytes,
      claimed.video, claimed.upload_id AS "uploadId", existing.object AS "existingObject"
    FROM claimed LEFT JOIN LATERAL (
      SELECT jsonb_build_object('key', file.key, 'versionId', file.version_id, 'mediaType', file.media_type, 'contentEncoding', file.content_encoding, 'path', file.path,
        'tagVersion', file.tag_version, 'isCurrent', file.package_id = ${lane.packageId}::uuid AND file.until_revision IS NULL) AS object
      FROM draft_file AS file WHERE file.content_hash = claimed.content_hash AND NOT file.generated AND NOT file.damaged
        AND NOT EXISTS (SELECT 1 FROM private_key_file AS key WHERE key.content_hash = claimed.content_hash)
      ORDER BY file.path <> claimed.path, file.until_revision IS NOT NULL LIMIT 1
    ) AS existing ON true
    ORDER BY claimed.path`,
  )
}

/** Renews the leases of the lane on its parts and on the items with these paths. */
export async function renewLeases(tx: Tx, lane: Lane, paths: string[]): Promise<void> {
  await tx.$executeRaw`
    WITH part AS (
      UPDATE upload_part SET claimed_until = now() + make_interval(secs => ${leaseSeconds}) WHERE claimed_by = ${lane.name} AND etag IS NULL
    )
    UPDATE sync_item SET claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE run_id = ${lane.runId}::uuid AND path = ANY(${paths}::text[]) AND NOT generated AND claimed_by = ${lane.name} AND status = 'PENDING'`
}

/** Releases what earlier attempts of this lane still hold. They are dead, and their late writes are not recorded. */
export async function releaseLeases(tx: Tx, lane: Lane, earlierLaneNames: string[]): Promise<void> {
  await tx.$executeRaw`
    WITH part AS (
      UPDATE upload_part SET claimed_by = NULL, claimed_until = NULL WHERE etag IS NULL AND claimed_by = ANY(${earlierLaneNames}::text[])
    )
    UPDATE sync_item SET claimed_by = NULL, claimed_until = NULL
    WHERE run_id = ${lane.runId}::uuid AND status = 'PENDING' AND claimed_by = ANY(${earlierLaneNames}::text[])`
}

/**
 * The outcome of an item: where its bytes are stored, or why it could not be copied. `final`: do not retry.
 * `ignoredReason`: why the file is left out: Dropbox never allows its download, or it holds a private key.
 */
export type ItemOutcome =
  | {
      path: string
      contentHash: string
      key: string
      versionId: string
      etag: string
      storedBytes: number
      mediaType: string
      contentEncoding: string | null
      tagVersion: number | null
    }
  | { path: string; problem: Problem; final: boolean }
  | { path: string; dropboxId: string; ignoredReason: string }

/** The longest delay before a failed item is retried. It doubles with each attempt: 2, 4, 8 seconds … */
const maxRetryDelaySeconds = 60

const doneItemRow = z.object({ path: z.string() })

/**
 * Records the outcomes of items and returns the paths that are done. Ignores an outcome if the lane lost its lease, if
 * the item now needs other bytes, or if the run has ended: a late upload is just an unreferenced version. Releases a
 * failed item for a later retry until its attempts are used up. Leaves out a file that Dropbox does not allow to
 * download until its entry changes. Uses one statement, because it locks the run's row and others wait for it. The
 * statement names the paths twice, so that Postgres looks items up by key regardless of its statistics.
 */
export async function recordItems(
  tx: Tx,
  { runId, packageId, maximumAttempts }: CopyRun,
  outcomes: (ItemOutcome & { lane: string })[],
): Promise<string[]> {
  const paths = outcomes.map(outcome => outcome.path)
  const recorded = outcomes.map(outcome => ({ ...outcome, pathKey: pathKey(outcome.path) }))
  const leasedItemSql = Prisma.sql`item.run_id = ${runId}::uuid AND item.path = ANY(${paths}::text[]) AND NOT item.generated AND item.path = new.path
    AND item.claimed_by = new.lane AND item.status = 'PENDING'`
  const done = await rows(
    tx,
    doneItemRow,
    Prisma.sql`
    WITH run AS (
      SELECT id FROM sync_run WHERE id = ${runId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING' FOR UPDATE
    ), new AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(recorded)}::jsonb) AS new(path text, "pathKey" text, lane text, "contentHash" text,
        key text, "versionId" text, etag text, "storedBytes" bigint, "mediaType" text, "contentEncoding" text, "tagVersion" int, problem jsonb,
        final boolean, "dropboxId" text, "ignoredReason" text)
    ), done AS (
      UPDATE sync_item AS item SET status = 'DONE', error = NULL, claimed_until = NULL, key = new.key, version_id = new."versionId",
        etag = new.etag, stored_bytes = new."storedBytes", media_type = new."mediaType", content_encoding = new."contentEncoding",
        tag_version = new."tagVersion", path_key = new."pathKey"
      FROM new, run WHERE ${leasedItemSql} AND new.key IS NOT NULL AND item.content_hash = new."contentHash"
      RETURNING item.path, CASE WHEN item.upload_id IS NULL THEN item.bytes ELSE 0 END AS bytes, item.upload_id
    ), failed AS (
      UPDATE sync_item AS item SET claimed_by = NULL, attempts = attempts + 1, error = new.problem,
        claimed_until = now() + make_interval(secs => least(power(2, attempts + 1), ${maxRetryDelaySeconds})),
        status = CASE WHEN new.final OR item.attempts + 1 >= ${maximumAttempts} THEN 'FAILED' ELSE 'PENDING' END::sync_item_status
      FROM new, run WHERE ${leasedItemSql} AND new.problem IS NOT NULL
    ), left_out AS (
      UPDATE sync_item AS item SET action = 'IGNORE', status = 'DONE', reason = new."ignoredReason", claimed_until = NULL
      FROM new, run WHERE ${leasedItemSql} AND new."ignoredReason" IS NOT NULL
      RETURNING new."dropboxId" AS dropbox_id, new."ignoredReason" AS reason
    ), without AS (
      UPDATE entry SET ignored_reason = left_out.reason FROM left_out
      WHERE entry.package_id = ${packageId}::uuid AND entry.dropbox_id = left_out.dropbox_id AND entry.kind = 'FILE'
    ), completed AS (
      DELETE FROM upload WHERE id IN (SELECT upload_id FROM done)
    ), counted AS (
      UPDATE sync_run SET ${progressSql(Prisma.sql`came.files`, Prisma.sql`came.bytes`)}
      FROM (SELECT count(*) AS files, coalesce(sum(bytes), 0)::bigint AS bytes FROM done) AS came
      WHERE id = (SELECT id FROM run)
    )
    SELECT path FROM done`,
  )
  if (done.length > 0) await notify(tx, packageId)
  return done.map(item => item.path)
}

/** A newer revision of a file in Dropbox; the planned one is gone. */
export type NewerFile = { rev: string; contentHash: string; bytes: number; modifiedAt: string }

/**
 * Updates an item of the lane to a newer revision, which the next listing also returns. False if the lease was lost.
 */
export async function updateItemRevision(tx: Tx, lane: Lane, path: string, newer: NewerFile): Promise<boolean> {
  const { count } = await tx.syncItem.updateMany({
    where: { runId: lane.runId, path, generated: false, claimedBy: lane.name, status: 'PENDING' },
    data: { ...newer, bytes: BigInt(newer.bytes), uploadId: null },
  })
  return count > 0
}

const remainingRow = z.object({ open: z.boolean() })

/**
 * Checks whether a lane has more to do now or soon: the listing may return more, an item waits for a retry or for the
 * manifest, or a large file has parts. Items that another lane holds do not count: that lane finishes them, even after a
 * restart.
 */
export async function hasMoreCopies(tx: Tx, lane: Lane, partBytes: number): Promise<boolean> {
  const [remaining] = await rows(
    tx,
    remainingRow,
    Prisma.sql`
    SELECT finished_at IS NULL AND (listing OR EXISTS (
      SELECT 1 FROM sync_item WHERE run_id = sync_run.id AND action = 'COPY' AND status = 'PENDING' AND NOT generated
        AND (claimed_by IS NULL OR claimed_by = ${lane.name} OR claimed_until < now() OR bytes > ${partBytes}))) AS open
    FROM sync_run WHERE id = ${lane.runId}::uuid`,
  )
  return remaining?.open ?? false
}

const maxFailedCopies = 100

/** Returns the items that failed, at most 100. All have failed by the time the last lane has ended. */
export async function failedCopies(tx: Tx, runId: string): Promise<(Problem & { path: string })[]> {
  const failed = await tx.syncItem.findMany({
    where: { runId, status: 'FAILED' },
    orderBy: { path: 'asc' },
    take: maxFailedCopies,
  })
  return failed.map(item => ({ ...(item.error as Problem), path: item.path }))
}

/** One of Lectern's own files, and where its bytes are stored. */
export type GeneratedFile = Omit<Prisma.SyncItemUncheckedCreateInput, 'runId' | 'action' | 'pathKey'>

/** Records one of Lectern's own files (the player, the manifest) as copied in this run. */
export async function recordGeneratedFile(tx: Tx, runId: string, file: GeneratedFile): Promise<void> {
  const row = { ...file, pathKey: pathKey(file.path), runId, action: 'COPY', status: 'DONE', generated: true } as const
  await tx.syncItem.upsert({
    where: { runId_path_generated: { runId, path: file.path, generated: true } },
    create: row,
    update: row,
  })
}

/** Deletes one of Lectern's own files from this run, because the draft already has the same bytes. */
export async function discardGeneratedFile(tx: Tx, runId: string, path: string): Promise<void> {
  await tx.syncItem.deleteMany({ where: { runId, path, generated: true } })
}
