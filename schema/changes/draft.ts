import { type By, lectern } from '../actor.ts'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { mayHavePicture } from '../reads/twins.ts'
import { type Event, expectMany, lockPackage, lockRun, type Outcome } from './change.ts'
import { runEvent } from './sync-run.ts'

/** A finding as the package doctor writes it. */
export type NewFinding = {
  code: string
  severity: 'ERROR' | 'WARNING' | 'INFO'
  path: string
  line: number | null
  message: string
  remedy: string
}

/**
 * How the draft is to change: all that was planned (`whole`), or, after a cancel or failure, only the copies that are done. `settled`:
 * Dropbox had come to rest; else `unsettledPaths` tells what it was still changing. `findings`: null when they stay as they are.
 */
export type DraftChange = {
  run: SyncRun
  whole: boolean
  settled: boolean
  unsettledPaths: string[]
  findings: NewFinding[] | null
}

/** `ASKED_AGAIN`: somebody asked after the last listing began, and another one must come first. `CANCELED`: somebody stopped it before. */
export type DraftOutcome = 'CHANGED' | 'ASKED_AGAIN' | 'CANCELED'

/**
 * The one moment at which a draft changes: a new revision with its files, videos and findings, and the run's phase CLEANING, in one
 * transaction. All that was planned is refused when somebody asked after the last listing began, so that a file saved before that click is
 * never missed, and when somebody stopped the run. Doing it twice for a run changes nothing more.
 */
export async function changeDraft(
  tx: Tx,
  { run: given, whole, settled, unsettledPaths, findings }: DraftChange,
): Promise<Outcome<DraftOutcome>> {
  const pkg = await lockPackage(tx, given.packageId)
  const run = await lockRun(tx, given.id)
  if (run.finishedAt || run.phase === 'CLEANING') return { result: 'CHANGED' }
  if (whole && run.cancelRequestedAt) return { result: 'CANCELED' }
  if (whole && (run.listedAt === null || run.askedAt > run.listedAt)) return { result: 'ASKED_AGAIN' }

  const changed = await tx.syncItem.count({
    where: {
      runId: run.id,
      own: false,
      OR: [{ action: 'COPY', status: 'DONE' }, ...(whole ? [{ action: 'DELETE' as const }] : [])],
    },
  })
  const due = await tx.syncItem.count({ where: { runId: run.id, action: { not: 'IGNORE' }, own: false } })
  // A run that ended before it found anything to do leaves the draft as it is, with its findings.
  if (!whole && due === 0) return { result: 'CHANGED' }
  const revision = changed > 0 ? pkg.revision + 1 : pkg.revision
  if (changed > 0) await moveFiles(tx, run, revision, whole)
  else await renewOwnFiles(tx, run)
  if (findings && (whole || changed > 0)) await replaceFindings(tx, run.packageId, revision, findings)
  if (changed > 0) await makeDraft(tx, run, revision, settled)
  else
    await tx.draft.updateMany({
      where: { packageId: run.packageId, revision },
      data: { settled, synchronizedAt: new Date() },
    })
  await tx.package.update({ where: { id: pkg.id }, data: { revision } })
  await tx.syncRun.update({
    where: { id: run.id },
    data: { phase: 'CLEANING', unsettledPaths, ...stillUploading(unsettledPaths) },
  })
  const event: Event = {
    ...runEvent(
      pkg,
      run,
      'package.synchronized',
      changed > 0 ? `has a new draft, no. ${revision}` : 'has nothing new in Dropbox',
    ),
    before: { revision: pkg.revision },
    after: { revision, settled },
  }
  return { result: 'CHANGED', events: [{ ...event, by: byOf(run) }] }
}

/** A run that took what there was says so, and that a later one is needed. */
const stillUploading = ([first]: string[]) =>
  first === undefined
    ? {}
    : {
        error: {
          code: 'STILL_UPLOADING',
          message: `Dropbox is still uploading, for example ${first}. What had arrived was taken. Synchronise again when Dropbox is done.`,
          path: first,
        },
      }

const byOf = (run: SyncRun): By => ({ ...lectern, actor: run.startedBy as By['actor'] })

async function moveFiles(tx: Tx, run: SyncRun, revision: number, whole: boolean): Promise<void> {
  await expectMany(tx)
  await tx.$executeRaw`
    UPDATE draft_file SET until_revision = ${revision} FROM sync_item AS item
    WHERE item.run_id = ${run.id}::uuid AND draft_file.package_id = ${run.packageId}::uuid AND draft_file.path = item.path
      AND draft_file.until_revision IS NULL
      AND ((item.action = 'COPY' AND item.status = 'DONE') OR (${whole} AND item.action = 'DELETE'))`
  await tx.$executeRaw`
    INSERT INTO video (id, package_id, path)
    SELECT gen_random_uuid(), ${run.packageId}::uuid, path FROM sync_item
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND video
    ON CONFLICT (package_id, path) DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO draft_file (package_id, path, from_revision, content_hash, bytes, modified_at, media_type, key, version_id, etag, stored_bytes,
      tag_version, own, video_id)
    SELECT ${run.packageId}::uuid, item.path, ${revision}, content_hash, bytes, modified_at, media_type, key, version_id, etag, stored_bytes,
      tag_version, own, video.id
    FROM sync_item AS item LEFT JOIN video ON item.video AND ${mayHavePicture(Prisma.sql`item.content_hash`)}
      AND video.package_id = ${run.packageId}::uuid AND video.path = item.path
    WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE'`
}

/** Without a change of the author's there is no new revision: Lectern's own files of the present one are only renewed. */
async function renewOwnFiles(tx: Tx, run: SyncRun): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_file AS file SET content_hash = item.content_hash, bytes = item.bytes, modified_at = item.modified_at,
      media_type = item.media_type, key = item.key, version_id = item.version_id, etag = item.etag, stored_bytes = item.stored_bytes,
      damaged = false
    FROM sync_item AS item
    WHERE item.run_id = ${run.id}::uuid AND item.own AND item.status = 'DONE'
      AND file.package_id = ${run.packageId}::uuid AND file.path = item.path AND file.own AND file.until_revision IS NULL`
}

async function makeDraft(tx: Tx, run: SyncRun, revision: number, settled: boolean): Promise<void> {
  const sums = await tx.draftFile.aggregate({
    where: { packageId: run.packageId, untilRevision: null, own: false },
    _count: true,
    _sum: { bytes: true },
  })
  const data = { syncRunId: run.id, settled, fileCount: sums._count, bytes: sums._sum.bytes ?? 0n }
  await tx.draft.create({ data: { packageId: run.packageId, revision, ...data } })
}

async function replaceFindings(tx: Tx, packageId: string, revision: number, findings: NewFinding[]): Promise<void> {
  await tx.finding.deleteMany({ where: { packageId, fromRevision: revision } })
  await tx.finding.updateMany({ where: { packageId, untilRevision: null }, data: { untilRevision: revision } })
  await tx.finding.createMany({ data: findings.map(finding => ({ ...finding, packageId, fromRevision: revision })) })
}

/** Says how many of the objects that are no file any more were taken away. */
export async function recordCleaning(tx: Tx, run: SyncRun, removed: number): Promise<Outcome<null>> {
  if (removed === 0) return { result: null }
  const pkg = await lockPackage(tx, run.packageId)
  return {
    result: null,
    events: [
      { ...runEvent(pkg, run, 'package.cleaned', `was tidied: ${removed} old files removed`), after: { removed } },
    ],
  }
}
