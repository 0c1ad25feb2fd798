import { Prisma, type Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { notify } from '../transaction.ts'
import { progressSql } from './run-progress.ts'

/** How long a lane may keep an item without renewing, in seconds. Another lane may take it afterwards. */
export const leaseSeconds = 15

/** A run that copies. An item is tried `maximumAttempts` times before it counts as failed. */
export type CopyRun = { runId: string; packageId: string; maximumAttempts: number }
/** Whose items: the run's, and the lane's name, which no other lane and no other attempt of it has. */
export type Lane = CopyRun & { name: string }

/** What a lane takes at a time: so many items, whose bytes together fit into what it may hold; one that is larger comes alone. */
export type BatchLimit = { maxItems: number; maxBytes: number }

/** Bytes that lie in S3 already: a version that holds what an item is to bring. `tagVersion`: with the player's tag in it. */
export type ExistingObject = {
  key: string
  versionId: string
  mediaType: string
  path: string
  tagVersion: number | null
}

/** An item as a lane works on it. `known`: its bytes need not be downloaded, because a draft holds them under this or another name. */
export type ClaimedItem = {
  path: string
  dropboxId: string
  rev: string
  contentHash: string
  bytes: number
  video: boolean
  uploadId: string | null
  existingObject: ExistingObject | null
}

/**
 * Claims items that nobody holds, in the order of their paths; none once the run is over. Videos wait for the manifest. A large file is claimed
 * to begin its upload, and again when all parts are there and somebody must end it.
 */
export function claimItems(tx: Tx, lane: Lane, batchLimit: BatchLimit): Promise<ClaimedItem[]> {
  return tx.$queryRaw<ClaimedItem[]>`
    WITH candidate AS (
      SELECT path, bytes FROM sync_item AS item
      WHERE run_id = ${lane.runId}::uuid AND action = 'COPY' AND status = 'PENDING' AND NOT generated
        AND (claimed_until IS NULL OR claimed_until < now())
        AND EXISTS (SELECT 1 FROM sync_run WHERE id = ${lane.runId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING'
          AND (NOT item.video OR manifest_written_at IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM upload_part AS part WHERE part.upload_id = item.upload_id AND part.etag IS NULL)
      ORDER BY path LIMIT ${batchLimit.maxItems} FOR UPDATE SKIP LOCKED
    ), fitting AS (
      SELECT path, bytes, sum(bytes) OVER (ORDER BY path) - bytes AS before FROM candidate
    ), claimed AS (
      UPDATE sync_item SET claimed_by = ${lane.name}, claimed_until = now() + make_interval(secs => ${leaseSeconds})
      WHERE run_id = ${lane.runId}::uuid AND NOT generated
        AND path = ANY(ARRAY(SELECT path FROM fitting WHERE before = 0 OR before + bytes <= ${batchLimit.maxBytes}))
      RETURNING path, dropbox_id, rev, content_hash, bytes, video, upload_id
    )
    SELECT claimed.path, claimed.dropbox_id AS "dropboxId", claimed.rev, claimed.content_hash AS "contentHash", claimed.bytes::float8 AS bytes,
      claimed.video, claimed.upload_id AS "uploadId", existing.object AS "existingObject"
    FROM claimed LEFT JOIN LATERAL (
      SELECT jsonb_build_object('key', file.key, 'versionId', file.version_id, 'mediaType', file.media_type, 'path', file.path,
        'tagVersion', file.tag_version) AS object
      FROM draft_file AS file WHERE file.content_hash = claimed.content_hash AND NOT file.generated AND NOT file.damaged
      ORDER BY file.path <> claimed.path, file.until_revision IS NOT NULL LIMIT 1
    ) AS existing ON true
    ORDER BY claimed.path`
}

/** Keeps what the lane holds, the items with these paths and parts, for another lease. */
export async function renewLeases(tx: Tx, lane: Lane, paths: string[]): Promise<void> {
  await tx.$executeRaw`
    WITH part AS (
      UPDATE upload_part SET claimed_until = now() + make_interval(secs => ${leaseSeconds}) WHERE claimed_by = ${lane.name} AND etag IS NULL
    )
    UPDATE sync_item SET claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE run_id = ${lane.runId}::uuid AND path = ANY(${paths}::text[]) AND NOT generated AND claimed_by = ${lane.name} AND status = 'PENDING'`
}

/** Gives back what an earlier attempt of this lane still held: it is dead, and its late writes cannot be recorded any more. */
export async function releaseLeases(tx: Tx, lane: Lane, earlierLaneNames: string[]): Promise<void> {
  await tx.$executeRaw`
    WITH part AS (
      UPDATE upload_part SET claimed_by = NULL, claimed_until = NULL WHERE etag IS NULL AND claimed_by = ANY(${earlierLaneNames}::text[])
    )
    UPDATE sync_item SET claimed_by = NULL, claimed_until = NULL
    WHERE run_id = ${lane.runId}::uuid AND status = 'PENDING' AND claimed_by = ANY(${earlierLaneNames}::text[])`
}

/** Where the bytes of a copied item lie, or why it could not be copied. `leftOut`: Dropbox will never hand it out; what to do about it. */
export type ItemOutcome =
  | {
      path: string
      contentHash: string
      key: string
      versionId: string
      etag: string
      storedBytes: number
      mediaType: string
      tagVersion: number | null
    }
  | { path: string; problem: Problem; final: boolean }
  | { path: string; dropboxId: string; ignoredReason: string }

/** A failed item waits this much longer with each attempt, in seconds: two, four, eight … */
const maxRetryDelaySeconds = 60

/**
 * Records what became of items of a run, each as far as the lease is still its lane's, the bytes are those that are due now, and the run goes on:
 * a late put is just a version that nobody refers to. An item that failed is given back for later until its attempts are used up; one that
 * Dropbox will not hand out is left out until its entry changes. Returns the paths that were recorded as done. One statement, because the
 * run's row is locked meanwhile and others wait for it; the paths are named twice, so that items are looked up by key whatever Postgres knows
 * of the table.
 */
export async function recordItems(
  tx: Tx,
  { runId, packageId, maximumAttempts }: CopyRun,
  outcomes: (ItemOutcome & { lane: string })[],
): Promise<string[]> {
  const paths = outcomes.map(outcome => outcome.path)
  const leasedItemSql = Prisma.sql`item.run_id = ${runId}::uuid AND item.path = ANY(${paths}::text[]) AND NOT item.generated AND item.path = new.path
    AND item.claimed_by = new.lane AND item.status = 'PENDING'`
  const done = await tx.$queryRaw<{ path: string }[]>`
    WITH run AS (
      SELECT id FROM sync_run WHERE id = ${runId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING' FOR UPDATE
    ), new AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS new(path text, lane text, "contentHash" text, key text,
        "versionId" text, etag text, "storedBytes" bigint, "mediaType" text, "tagVersion" int, problem jsonb, final boolean,
        "dropboxId" text, "ignoredReason" text)
    ), done AS (
      UPDATE sync_item AS item SET status = 'DONE', error = NULL, claimed_until = NULL, key = new.key, version_id = new."versionId",
        etag = new.etag, stored_bytes = new."storedBytes", media_type = new."mediaType", tag_version = new."tagVersion"
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
    SELECT path FROM done`
  if (done.length > 0) await notify(tx, packageId)
  return done.map(item => item.path)
}

/** What Dropbox has in a file's place by now: the revision that was planned is gone. */
export type NewerFile = { rev: string; contentHash: string; bytes: number; modifiedAt: string }

/** Takes a newer revision of a file into an item that the lane holds; the next listing names the same one. */
export async function updateItemRevision(tx: Tx, lane: Lane, path: string, newer: NewerFile): Promise<boolean> {
  const { count } = await tx.syncItem.updateMany({
    where: { runId: lane.runId, path, generated: false, claimedBy: lane.name, status: 'PENDING' },
    data: { ...newer, bytes: BigInt(newer.bytes), uploadId: null },
  })
  return count > 0
}

/**
 * Is there something left for a lane to do, now or soon? `open`: a listing may still name more, an item rests or waits for the manifest, or a
 * large file has parts. What another lane holds is that lane's to finish, also when it dies and begins anew. `failed`: what cannot be
 * copied; whichever lane ends last has seen all of it.
 */
export async function remainingCopies(
  tx: Tx,
  lane: Lane,
  partBytes: number,
): Promise<{ hasMore: boolean; failed: (Problem & { path: string })[] }> {
  const { runId } = lane
  const [remaining] = await tx.$queryRaw<{ open: boolean }[]>`
    SELECT finished_at IS NULL AND (listing OR EXISTS (
      SELECT 1 FROM sync_item WHERE run_id = sync_run.id AND action = 'COPY' AND status = 'PENDING' AND NOT generated
        AND (claimed_by IS NULL OR claimed_by = ${lane.name} OR claimed_until < now() OR bytes > ${partBytes}))) AS open
    FROM sync_run WHERE id = ${runId}::uuid`
  if (remaining?.open) return { hasMore: true, failed: [] }
  const failed = await tx.syncItem.findMany({ where: { runId, status: 'FAILED' }, orderBy: { path: 'asc' }, take: 100 })
  return { hasMore: false, failed: failed.map(item => ({ ...(item.error as Problem), path: item.path })) }
}

/** One of Lectern's own files, and where its bytes lie. */
export type GeneratedFile = Omit<Prisma.SyncItemUncheckedCreateInput, 'runId' | 'action'>

/** Records one of Lectern's own files (the player, the manifest) as copied in this run. */
export async function recordGeneratedFile(tx: Tx, runId: string, file: GeneratedFile): Promise<void> {
  const row = { ...file, runId, action: 'COPY', status: 'DONE', generated: true } as const
  await tx.syncItem.upsert({
    where: { runId_path_generated: { runId, path: file.path, generated: true } },
    create: row,
    update: row,
  })
}

/** Takes an own file back that this run had recorded: the draft holds the same bytes already. */
export async function discardGeneratedFile(tx: Tx, runId: string, path: string): Promise<void> {
  await tx.syncItem.deleteMany({ where: { runId, path, generated: true } })
}
