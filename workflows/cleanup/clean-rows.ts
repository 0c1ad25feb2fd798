import { removeExpiredRows } from '@lectern/domain/cleanup/expired-rows'
import type { Database, Tx } from '@lectern/domain/database'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { abortUpload } from '../storage/s3-upload.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import { runAndRollBack } from './dry-run.ts'

/**
 * The options of a cleanup. It removes what has been unreferenced since before `before` (ISO, by Postgres's clock).
 * With `dryRun` it only counts that, and names the first of each kind.
 */
export type CleanupOptions = { before: string; dryRun: boolean }

/** The number of packages that one call processes. */
const packageBatchSize = 200

/**
 * Returns the packages after `after` in the order of their ids, and the id after which to continue, or null at the end.
 */
export async function findNextPackages(database: Database, after: string) {
  const packages = await database.package.findMany({
    where: after ? { id: { gt: after } } : {},
    orderBy: { id: 'asc' },
    take: packageBatchSize,
    select: { id: true, slug: true, title: true },
  })
  return { packages, next: packages.length < packageBatchSize ? null : packages.at(-1)!.id }
}

/**
 * Removes the past drafts and old uploads of the packages after `after`, in one transaction per package. Returns the
 * package after which to continue, or null at the end. A repetition finds nothing to do. If a call is killed after it
 * deleted an upload's row, `cleanUploads` finds the upload.
 */
export async function cleanRows(
  { database, store }: Services,
  { after, ...options }: CleanupOptions & { after: string },
): Promise<CleanupResult & { next: string | null }> {
  const { before, dryRun } = options
  const signal = cancellationSignal()
  const { result, add } = startCleanupReport(options)
  const { packages, next } = await findNextPackages(database, after)
  for (const { id, title } of packages) {
    signal.throwIfAborted()
    const removal = (tx: Tx) => removeExpiredRows(tx, id, new Date(before))
    const { revisions, uploads } = dryRun
      ? await runAndRollBack(database, removal)
      : await database.$transaction(removal)
    if (!dryRun) for (const { key, s3UploadId } of uploads) await abortUpload(store, key, s3UploadId)
    if (revisions > 0) add('revisions', () => `Past drafts of "${title}": ${revisions}`, { count: revisions })
    for (const { key } of uploads) add('uploads', () => `Unfinished upload of ${key}`)
  }
  return { ...result, next }
}
