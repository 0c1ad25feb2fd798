import { removeExpiredRows } from '@lectern/domain/cleanup/expired-rows'
import type { Database, Tx } from '@lectern/domain/database'
import { abortUpload } from '../storage/s3-upload.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { runAndRollBack } from './dry-run.ts'

/**
 * A night's removal: what is unneeded since before this moment goes (ISO, by Postgres's clock), or, `dryRun`, is only counted and named, as much
 * of it as there is `room` for.
 */
export type CleanupOptions = { before: string; dryRun: boolean; room: number }

/** Packages that one call works off. */
const packageBatchSize = 200

/** The packages after this one in the order of their ids, and after which to go on; null: these were the last. */
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
 * Takes away the past drafts and old uploads of the packages after this one, a transaction for each. Returns after which to go on; null: that
 * was the last. Done twice, the second time finds nothing; an upload whose row is gone and that was not aborted any more is found by
 * `tidyUploads`.
 */
export async function cleanRows(
  { database, store }: Services,
  { after, ...options }: CleanupOptions & { after: string },
): Promise<CleanupResult & { next: string | null }> {
  const { before, dryRun } = options
  const signal = cancellationSignal()
  const { swept: result, add } = startCleanupReport(options)
  const { packages, next } = await findNextPackages(database, after)
  for (const { id, title } of packages) {
    signal.throwIfAborted()
    const removal = (tx: Tx) => removeExpiredRows(tx, id, new Date(before))
    const { revisions, uploads } = dryRun
      ? await runAndRollBack(database, removal)
      : await database.$transaction(removal)
    if (!dryRun) for (const { key, s3UploadId } of uploads) await abortUpload(store, key, s3UploadId)
    if (revisions > 0) add('revisions', () => `Past drafts of «${title}»: ${revisions}`, { count: revisions })
    for (const { key } of uploads) add('uploads', () => `Unfinished upload of ${key}`)
  }
  return { ...result, next }
}
