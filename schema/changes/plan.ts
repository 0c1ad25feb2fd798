import type { SyncRun, Tx } from '../database.ts'
import { clock, lockRun, notify, type Outcome } from './change.ts'

/** What a plan came to: how much is still to copy (the first hundred by name), and how much is to change at all. */
export type Plan = { pending: number; pendingPaths: string[]; changes: number }

/** Notes that a listing begins now: only what was asked before it is answered by it. Returns the run as it was before. */
export async function beginListing(tx: Tx, runId: string): Promise<Outcome<SyncRun>> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  await tx.syncRun.update({ where: { id: runId }, data: { listedAt: await clock(tx) } })
  return { result: run }
}

/**
 * `tagVersion`: the player's present tag; pages that carry an older one are due without a change in Dropbox, and so is a page that became
 * the root without one (`rootPath`, null: there is no root). `videoPattern`: the regular expression of file names that count as videos.
 */
export type PlanRules = { tagVersion: number; videoPattern: string; rootPath: string | null }

/**
 * Writes a run's items as the difference between entries and draft, in SQL. It can be asked again after every listing: items whose file
 * is unchanged keep their outcome, others are due anew, so that nothing is forgotten and nothing finished is done again.
 */
export async function planItems(
  tx: Tx,
  given: SyncRun,
  { tagVersion, videoPattern, rootPath }: PlanRules,
): Promise<Plan> {
  const run = await lockRun(tx, given.id)
  if (run.finishedAt || run.phase === 'CLEANING') return { pending: 0, pendingPaths: [], changes: 0 }
  const scope = { packageId: run.packageId, runId: run.id }
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE due ON COMMIT DROP AS
    SELECT entry.path, CASE WHEN ignored_reason IS NULL THEN 'COPY' WHEN file.path IS NOT NULL AND NOT file.own THEN 'DELETE' ELSE 'IGNORE' END::sync_action AS action, entry.ignored_reason AS reason,
      entry.dropbox_id, entry.rev, entry.content_hash, entry.bytes, entry.modified_at, entry.path ~* ${videoPattern} AS video
    FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
      LEFT JOIN draft_file AS file ON file.package_id = entry.package_id AND file.path = entry.path AND file.until_revision IS NULL
    WHERE entry.package_id = ${scope.packageId}::uuid AND entry.kind = 'FILE'
      AND (entry.ignored_reason IS NOT NULL OR file.path IS NULL OR file.own OR file.content_hash <> entry.content_hash
        OR file.tag_version <> ${tagVersion}
        OR (file.path = ${rootPath} AND file.tag_version IS NULL
          AND EXISTS (SELECT 1 FROM page_look WHERE page_look.content_hash = file.content_hash AND page_look.has_place)))
    UNION ALL
    SELECT file.path, 'DELETE', NULL, NULL, NULL, NULL, 0, NULL, false
    FROM draft_file AS file
    WHERE file.package_id = ${scope.packageId}::uuid AND file.until_revision IS NULL AND NOT file.own AND NOT EXISTS (
      SELECT 1 FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
      WHERE entry.package_id = file.package_id AND entry.path = file.path AND entry.kind = 'FILE')`
  await tx.$executeRaw`
    DELETE FROM sync_item AS item WHERE run_id = ${scope.runId}::uuid AND NOT own
      AND NOT EXISTS (SELECT 1 FROM due WHERE due.path = item.path)`
  await tx.$executeRaw`
    INSERT INTO sync_item (run_id, path, action, status, reason, dropbox_id, rev, content_hash, bytes, modified_at, video)
    SELECT ${scope.runId}::uuid, path, action, CASE action WHEN 'COPY' THEN 'PENDING' ELSE 'DONE' END::sync_item_status, reason,
      dropbox_id, rev, content_hash, bytes, modified_at, video
    FROM due
    ON CONFLICT (run_id, path, own) DO UPDATE SET
      action = excluded.action, status = excluded.status, reason = excluded.reason, dropbox_id = excluded.dropbox_id, rev = excluded.rev,
      content_hash = excluded.content_hash, bytes = excluded.bytes, modified_at = excluded.modified_at, video = excluded.video,
      claimed_by = NULL, claimed_until = NULL, attempts = 0, error = NULL
    WHERE sync_item.action <> excluded.action OR sync_item.content_hash IS DISTINCT FROM excluded.content_hash
      OR sync_item.status = 'FAILED'`
  await tx.$executeRaw`DROP TABLE due`
  return recount(tx, scope)
}

/** Totals are what was copied plus what is still to copy, so that the bar never runs backwards when a file changes once more. */
async function recount(tx: Tx, { packageId, runId }: { packageId: string; runId: string }): Promise<Plan> {
  const [sums] = await tx.$queryRaw<
    { pending: number; pendingBytes: bigint; deleted: number; ignored: number; copies: number; files: number }[]
  >`
    SELECT count(*) FILTER (WHERE action = 'COPY' AND status = 'PENDING')::int AS pending,
      coalesce(sum(bytes) FILTER (WHERE action = 'COPY' AND status = 'PENDING'), 0)::bigint AS "pendingBytes",
      count(*) FILTER (WHERE action = 'DELETE')::int AS deleted, count(*) FILTER (WHERE action = 'IGNORE')::int AS ignored,
      count(*) FILTER (WHERE action = 'COPY')::int AS copies,
      (SELECT count(*)::int FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
        WHERE entry.package_id = ${packageId}::uuid AND kind = 'FILE') AS files
    FROM sync_item WHERE run_id = ${runId}::uuid AND NOT own`
  const { pending, pendingBytes, deleted, ignored, copies, files } = sums!
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  await tx.syncRun.update({
    where: { id: runId },
    data: {
      calculated: true,
      phase: 'COPYING',
      copyingSince: run.copyingSince ?? new Date(),
      filesTotal: run.filesDone + pending,
      bytesTotal: run.bytesDone + pendingBytes,
      filesUnchanged: files - ignored - copies,
      filesDeleted: deleted,
      filesIgnored: ignored,
    },
  })
  await notify(tx, packageId)
  const next = await tx.syncItem.findMany({
    where: { runId, action: 'COPY', status: 'PENDING' },
    orderBy: { path: 'asc' },
    take: 100,
    select: { path: true },
  })
  return { pending, pendingPaths: next.map(item => item.path), changes: copies + deleted }
}
