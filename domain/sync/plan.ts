import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { pagePatterns } from '../files/page-names.ts'
import { launchManifestPattern } from '../files/root-page.ts'
import { probedPattern, videoPattern } from '../files/video-files.ts'
import { rows } from '../rows.ts'
import { databaseNow, disableNestedLoops, lockRun, notify } from '../transaction.ts'

/**
 * The result of planning. `pending` and `pendingBytes` are still to be copied; `pendingPaths` lists the first 100.
 * `changes` counts all changes. `needsConfirmation`: the run would delete so many files that a person must confirm it.
 */
export type Plan = {
  pending: number
  pendingBytes: number
  pendingPaths: string[]
  changes: number
  needsConfirmation: boolean
}

/** Records that a listing starts now. It covers only earlier requests. Returns the run as it was before. */
export async function beginListing(tx: Tx, runId: string): Promise<Change<SyncRun>> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
  await tx.syncRun.update({ where: { id: runId }, data: { listedAt: await databaseNow(tx) } })
  return { result: run }
}

/**
 * What decides which files are due without a change in Dropbox.
 * `tagVersion`: the current version of the player's tag. Pages with an older one are due, and so are documents without
 * one.
 * `probeVersion`: the current version of the probe. A file with an older probe is due, and so is a video without one.
 * `analysisKinds`, `maxAnalysisBytes`, `analysisVersion`: as which kinds texts are analyzed by extension, up to which
 * size, by which version of the rules. Pages are analyzed whatever their size. A text without such an analysis of its
 * kind is due.
 * `prefix`: the start of the draft's keys. A file stored elsewhere is due, because its folder moved.
 * A damaged file is always due.
 */
export type PlanRules = {
  tagVersion: number
  probeVersion: number
  analysisKinds: Record<string, string>
  maxAnalysisBytes: number
  analysisVersion: number
  prefix: string
}

/** SQL query for the entries of the run's package that differ from the draft. */
function differencesSql(run: SyncRun, rules: PlanRules): Prisma.Sql {
  const { tagVersion, analysisKinds, maxAnalysisBytes, analysisVersion, prefix } = rules
  const kindSql = Prisma.sql`(CASE WHEN file.path ~* ${launchManifestPattern} THEN 'manifest'
    ELSE ${JSON.stringify(analysisKinds)}::jsonb ->> lower(substring(file.path FROM '[^./]*$')) END)`
  const isPageSql = (kind: 'html' | 'xhtml') => Prisma.sql`file.path ~* ${pagePatterns[kind]}`
  const isDocumentSql = (kind: 'html' | 'xhtml') => Prisma.sql`(${isPageSql(kind)} AND EXISTS (
    SELECT 1 FROM text_analysis AS analysis
    WHERE analysis.content_hash = file.content_hash AND analysis.facts @> ${JSON.stringify({ [kind]: { isDocument: true } })}::jsonb))`
  return Prisma.sql`
    SELECT entry.path_lower, entry.path, CASE WHEN ignored_reason IS NULL THEN 'COPY' WHEN file.path IS NOT NULL AND NOT file.generated THEN 'DELETE' ELSE 'IGNORE' END::sync_action AS action,
      entry.ignored_reason AS reason, entry.dropbox_id, entry.rev, entry.content_hash, entry.bytes, entry.modified_at, entry.path ~* ${probedPattern} AS video
    FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
      LEFT JOIN draft_file AS file ON file.package_id = entry.package_id AND file.path = entry.path AND file.until_revision IS NULL
    WHERE entry.package_id = ${run.packageId}::uuid AND entry.kind = 'FILE'
      AND (entry.ignored_reason IS NOT NULL OR file.path IS NULL OR file.generated OR file.content_hash <> entry.content_hash OR file.damaged
        OR file.key <> ${prefix} || file.path OR file.tag_version <> ${tagVersion}
        OR (file.tag_version IS NULL AND (${isDocumentSql('html')} OR ${isDocumentSql('xhtml')}))
        OR (${kindSql} IS NOT NULL AND (file.bytes <= ${maxAnalysisBytes} OR ${isPageSql('html')} OR ${isPageSql('xhtml')}) AND NOT EXISTS (
          SELECT 1 FROM text_analysis WHERE text_analysis.content_hash = file.content_hash AND text_analysis.version = ${analysisVersion}
            AND jsonb_exists(text_analysis.facts, ${kindSql})))
        OR (file.path ~* ${videoPattern} AND NOT EXISTS (SELECT 1 FROM probe WHERE probe.content_hash = file.content_hash))
        OR (file.path ~* ${probedPattern} AND EXISTS (
          SELECT 1 FROM probe WHERE probe.content_hash = file.content_hash AND probe.version < ${rules.probeVersion})))`
}

const itemColumnsSql = Prisma.sql`path, action, reason, dropbox_id, rev, content_hash, bytes, modified_at, video`
const initialStatusSql = Prisma.sql`CASE action WHEN 'COPY' THEN 'PENDING' ELSE 'DONE' END::sync_item_status`

const plannedItemRow = z.object({ bytes: z.bigint() })

/**
 * Plans the copies of one page while the listing continues, so that copying starts with the first page. Videos wait for
 * the manifest, and deletions wait for the end of the listing.
 */
export async function planPage(tx: Tx, unlockedRun: SyncRun, rules: PlanRules, pathsLower: string[]): Promise<void> {
  const run = await lockRun(tx, unlockedRun.id)
  if (run.finishedAt || run.phase === 'CLEANING') return
  const planned = await rows(
    tx,
    plannedItemRow,
    Prisma.sql`
    INSERT INTO sync_item (run_id, status, ${itemColumnsSql})
    SELECT ${run.id}::uuid, ${initialStatusSql}, ${itemColumnsSql} FROM (${differencesSql(run, rules)} AND entry.path <> '' AND entry.path_lower = ANY(${pathsLower})) AS due
    WHERE action = 'COPY' AND NOT video
    ON CONFLICT (run_id, path, generated) DO NOTHING RETURNING bytes`,
  )
  await tx.syncRun.update({
    where: { id: run.id },
    data: {
      listing: true,
      copyingSince: run.copyingSince ?? (await databaseNow(tx)),
      filesTotal: { increment: planned.length },
      bytesTotal: { increment: planned.reduce((sum, item) => sum + item.bytes, 0n) },
    },
  })
  await notify(tx, run.packageId)
}

/**
 * Writes a run's items as the difference between entries and draft, in SQL. Can be called again after every listing:
 * items whose file is unchanged keep their outcome, and all others are due again.
 */
export async function planItems(tx: Tx, unlockedRun: SyncRun, rules: PlanRules): Promise<Plan> {
  const run = await lockRun(tx, unlockedRun.id)
  if (run.finishedAt || run.phase === 'CLEANING')
    return { pending: 0, pendingBytes: 0, pendingPaths: [], changes: 0, needsConfirmation: false }
  await disableNestedLoops(tx)
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE due ON COMMIT DROP AS
    ${differencesSql(run, rules)}
    UNION ALL
    SELECT NULL, file.path, 'DELETE', NULL, NULL, NULL, NULL, 0, NULL, false
    FROM draft_file AS file
    WHERE file.package_id = ${run.packageId}::uuid AND file.until_revision IS NULL AND NOT file.generated AND NOT EXISTS (
      SELECT 1 FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
      WHERE entry.package_id = file.package_id AND entry.path = file.path AND entry.kind = 'FILE')`
  await tx.$executeRaw`
    DELETE FROM sync_item AS item WHERE run_id = ${run.id}::uuid AND NOT generated
      AND NOT EXISTS (SELECT 1 FROM due WHERE due.path = item.path)`
  await tx.$executeRaw`
    INSERT INTO sync_item (run_id, status, ${itemColumnsSql})
    SELECT ${run.id}::uuid, ${initialStatusSql}, ${itemColumnsSql} FROM due
    ON CONFLICT (run_id, path, generated) DO UPDATE SET
      action = excluded.action, status = excluded.status, reason = excluded.reason, dropbox_id = excluded.dropbox_id, rev = excluded.rev,
      content_hash = excluded.content_hash, bytes = excluded.bytes, modified_at = excluded.modified_at, video = excluded.video,
      claimed_by = NULL, claimed_until = NULL, attempts = 0, error = NULL, upload_id = NULL
    WHERE sync_item.action <> excluded.action OR sync_item.content_hash IS DISTINCT FROM excluded.content_hash
      OR sync_item.status = 'FAILED'`
  await tx.$executeRaw`DROP TABLE due`
  return updateTotals(tx, run)
}

/** Up to this many deletions never need confirmation. */
const maxUnconfirmedDeletions = 20
/** Deleting more than this fraction of a draft's files needs confirmation. */
const maxUnconfirmedFraction = 1 / 3

const sumsRow = z.object({
  pending: z.number(),
  pendingBytes: z.bigint(),
  deleted: z.number(),
  lost: z.number(),
  ignored: z.number(),
  copies: z.number(),
  files: z.number(),
  before: z.number(),
  damaged: z.number(),
})
type Sums = z.infer<typeof sumsRow>

/**
 * Updates the totals of the run. They are the sum of what was copied and what is still to be copied, so that progress
 * never decreases when a file changes again.
 */
async function updateTotals(tx: Tx, run: SyncRun): Promise<Plan> {
  const { deleted, lost, pending, pendingBytes, ignored, copies, files, before, damaged } = await sumItems(tx, run)
  const needsConfirmation =
    lost > maxUnconfirmedDeletions && lost > before * maxUnconfirmedFraction && lost > (run.confirmedDeletions ?? 0)
  await tx.syncRun.update({
    where: { id: run.id },
    data: {
      calculated: true,
      listing: false,
      phase: 'COPYING',
      copyingSince: run.copyingSince ?? (await databaseNow(tx)),
      filesTotal: run.filesDone + pending,
      bytesTotal: run.bytesDone + pendingBytes,
      filesUnchanged: files - ignored - copies,
      filesDeleted: deleted,
      filesIgnored: ignored,
    },
  })
  await notify(tx, run.packageId)
  const next = await tx.syncItem.findMany({
    where: { runId: run.id, action: 'COPY', status: 'PENDING' },
    orderBy: { path: 'asc' },
    take: 100,
    select: { path: true },
  })
  const pendingPaths = next.map(item => item.path)
  return {
    pending,
    pendingBytes: Number(pendingBytes),
    pendingPaths,
    changes: copies + deleted + damaged,
    needsConfirmation,
  }
}

/**
 * Sums up the items of a run. `lost`: deletions whose bytes are not copied under another path. `before`: files in the
 * draft now. `damaged`: damaged files of Lectern's own, which become items only when they are written.
 */
async function sumItems(tx: Tx, run: SyncRun): Promise<Sums> {
  const [sums] = await rows(
    tx,
    sumsRow,
    Prisma.sql`
    WITH item AS (SELECT * FROM sync_item WHERE run_id = ${run.id}::uuid AND NOT generated), part AS (
      SELECT sum(least(upload.part_bytes, upload.bytes - (part.number - 1) * upload.part_bytes)) AS bytes
      FROM item JOIN upload ON upload.id = item.upload_id JOIN upload_part AS part ON part.upload_id = upload.id
      WHERE item.status = 'PENDING' AND part.etag IS NOT NULL
    )
    SELECT count(*) FILTER (WHERE action = 'COPY' AND status = 'PENDING')::int AS pending,
      (coalesce(sum(bytes) FILTER (WHERE action = 'COPY' AND status = 'PENDING'), 0) - coalesce((SELECT bytes FROM part), 0))::bigint AS "pendingBytes",
      count(*) FILTER (WHERE action = 'DELETE')::int AS deleted,
      (SELECT count(*)::int FROM item JOIN draft_file AS file ON file.package_id = ${run.packageId}::uuid AND file.path = item.path
        AND file.until_revision IS NULL WHERE item.action = 'DELETE' AND NOT EXISTS (
          SELECT 1 FROM item AS copy WHERE copy.action = 'COPY' AND copy.content_hash = file.content_hash)) AS lost,
      count(*) FILTER (WHERE action = 'IGNORE')::int AS ignored, count(*) FILTER (WHERE action = 'COPY')::int AS copies,
      (SELECT count(*)::int FROM entry JOIN package ON package.id = entry.package_id AND package.generation = entry.generation
        WHERE entry.package_id = ${run.packageId}::uuid AND kind = 'FILE') AS files,
      (SELECT count(*)::int FROM draft_file WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND NOT generated) AS before,
      (SELECT count(*)::int FROM draft_file WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND generated AND damaged) AS damaged
    FROM item`,
  )
  return sums!
}
