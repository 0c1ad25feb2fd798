import type { Prisma, SyncItem, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { lockRun, notify } from './change.ts'

/** How long a lane may keep an item without renewing, in seconds. Another lane may take it afterwards. */
const leaseSeconds = 15

/** Whose items: the run, and the lane's name, which no other lane and no other attempt of it has. */
export type Lane = { runId: string; packageId: string; name: string; maximumAttempts: number }

/** What a lane takes at a time: so many items, whose bytes together fit into what it may hold; one that is larger comes alone. */
export type Mouthful = { items: number; bytes: number }

/** Claims items that nobody holds, in the order of their paths; none once the run is over. */
export async function claimItems(tx: Tx, lane: Lane, mouthful: Mouthful): Promise<SyncItem[]> {
  const claimed = await tx.$queryRaw<{ path: string }[]>`
    WITH candidate AS (
      SELECT path, bytes FROM sync_item
      WHERE run_id = ${lane.runId}::uuid AND action = 'COPY' AND status = 'PENDING' AND NOT own
        AND (claimed_until IS NULL OR claimed_until < now())
        AND EXISTS (SELECT 1 FROM sync_run WHERE id = ${lane.runId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING')
      ORDER BY path LIMIT ${mouthful.items} FOR UPDATE SKIP LOCKED
    ), fitting AS (
      SELECT path, bytes, sum(bytes) OVER (ORDER BY path) - bytes AS before FROM candidate
    )
    UPDATE sync_item SET claimed_by = ${lane.name}, claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE run_id = ${lane.runId}::uuid AND NOT own
      AND path IN (SELECT path FROM fitting WHERE before = 0 OR before + bytes <= ${mouthful.bytes})
    RETURNING path`
  if (claimed.length === 0) return []
  return tx.syncItem.findMany({
    where: { runId: lane.runId, own: false, path: { in: claimed.map(item => item.path) } },
  })
}

/** Keeps what the lane holds for another lease. */
export async function renewItems(tx: Tx, lane: Lane): Promise<void> {
  await tx.$executeRaw`
    UPDATE sync_item SET claimed_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE run_id = ${lane.runId}::uuid AND claimed_by = ${lane.name} AND status = 'PENDING'`
}

/** Gives back what an earlier attempt of this lane still held: it is dead, and its late writes cannot be recorded any more. */
export async function releaseItems(tx: Tx, lane: Lane, earlier: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE sync_item SET claimed_by = NULL, claimed_until = NULL
    WHERE run_id = ${lane.runId}::uuid AND status = 'PENDING' AND claimed_by = ANY(${earlier}::text[])`
}

/** Where the bytes of a copied item lie, or why it could not be copied. */
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

/** A failed item waits this much longer with each attempt, in seconds: two, four, eight … */
const longestWait = 60

/**
 * Records what became of items, as far as the lease is still the lane's, the bytes are those that are due now, and the run goes on: a late
 * put is just a version that nobody refers to. An item that failed is given back for later until its attempts are used up. Returns the paths
 * that were recorded as done.
 */
export async function recordItems(tx: Tx, lane: Lane, outcomes: ItemOutcome[]): Promise<string[]> {
  const run = await lockRun(tx, lane.runId)
  if (run.finishedAt || run.phase === 'CLEANING') return []
  const copied = outcomes.filter(outcome => 'key' in outcome)
  const failed = outcomes.filter(outcome => 'problem' in outcome)
  const done = await tx.$queryRaw<{ path: string; bytes: bigint }[]>`
    UPDATE sync_item AS item SET status = 'DONE', error = NULL, claimed_until = NULL, key = new.key, version_id = new."versionId",
      etag = new.etag, stored_bytes = new."storedBytes", media_type = new."mediaType", tag_version = new."tagVersion"
    FROM jsonb_to_recordset(${JSON.stringify(copied)}::jsonb) AS new(path text, "contentHash" text, key text, "versionId" text, etag text,
      "storedBytes" bigint, "mediaType" text, "tagVersion" int)
    WHERE item.run_id = ${lane.runId}::uuid AND NOT item.own AND item.path = new.path AND item.claimed_by = ${lane.name}
      AND item.status = 'PENDING' AND item.content_hash = new."contentHash"
    RETURNING item.path, item.bytes`
  await tx.$executeRaw`
    UPDATE sync_item AS item SET claimed_by = NULL, attempts = attempts + 1, error = new.problem,
      claimed_until = now() + make_interval(secs => least(power(2, attempts + 1), ${longestWait})),
      status = CASE WHEN new.final OR item.attempts + 1 >= ${lane.maximumAttempts} THEN 'FAILED' ELSE 'PENDING' END::sync_item_status
    FROM jsonb_to_recordset(${JSON.stringify(failed)}::jsonb) AS new(path text, problem jsonb, final boolean)
    WHERE item.run_id = ${lane.runId}::uuid AND NOT item.own AND item.path = new.path AND item.claimed_by = ${lane.name}
      AND item.status = 'PENDING'`
  const bytes = done.reduce((sum, item) => sum + item.bytes, 0n)
  const counted = { filesDone: { increment: done.length }, bytesDone: { increment: bytes } }
  await tx.syncRun.update({ where: { id: lane.runId }, data: counted })
  await notify(tx, lane.packageId)
  return done.map(item => item.path)
}

/** How many items of the run are still to copy, whoever holds them, and the problems of those that failed. */
export async function copiesLeft(
  tx: Tx,
  runId: string,
): Promise<{ pending: number; failed: (Problem & { path: string })[] }> {
  const pending = await tx.syncItem.count({ where: { runId, action: 'COPY', status: 'PENDING' } })
  const failed = await tx.syncItem.findMany({ where: { runId, status: 'FAILED' }, orderBy: { path: 'asc' }, take: 100 })
  return { pending, failed: failed.map(item => ({ ...(item.error as Problem), path: item.path })) }
}

/** One of Lectern's own files, and where its bytes lie. */
export type OwnFile = Omit<Prisma.SyncItemUncheckedCreateInput, 'runId' | 'action'>

/** Records one of Lectern's own files (the player, the manifest) as copied in this run. */
export async function recordOwnFile(tx: Tx, runId: string, file: OwnFile): Promise<void> {
  const row = { ...file, runId, action: 'COPY', status: 'DONE', own: true } as const
  await tx.syncItem.upsert({
    where: { runId_path_own: { runId, path: file.path, own: true } },
    create: row,
    update: row,
  })
}

/** Takes an own file back that this run had recorded: the draft holds the same bytes already. */
export async function dropOwnFile(tx: Tx, runId: string, path: string): Promise<void> {
  await tx.syncItem.deleteMany({ where: { runId, path, own: true } })
}
