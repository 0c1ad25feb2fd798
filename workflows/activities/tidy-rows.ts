import { removePast } from '@lectern/schema/changes/removal'
import type { Database, Tx } from '@lectern/schema/database'
import { abortUpload } from '../clients/s3-upload.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'

/** A night's removal: what is unneeded since before this moment goes (ISO, by Postgres's clock), or, `dryRun`, is only counted. */
export type Tidying = { before: string; dryRun: boolean }

/** Packages that one call works off. */
const packagesAtATime = 200

/**
 * Takes away the past drafts and old uploads of the packages after this one, in the order of their ids, a transaction for each. Returns after
 * which to go on; null: that was the last. Done twice, the second time finds nothing; an upload whose row is gone and that was not aborted any
 * more is found by `tidyUploads`.
 */
export async function tidyRows(
  { database, store }: Deps,
  { after, before, dryRun }: Tidying & { after: string },
): Promise<{ revisions: number; uploads: number; next: string | null }> {
  const signal = cancellation()
  const packages = await database.package.findMany({
    where: after ? { id: { gt: after } } : {},
    orderBy: { id: 'asc' },
    take: packagesAtATime,
    select: { id: true },
  })
  const done = { revisions: 0, uploads: 0 }
  for (const { id } of packages) {
    signal.throwIfAborted()
    const removal = (tx: Tx) => removePast(tx, id, new Date(before))
    const { revisions, uploads } = dryRun ? await rehearsed(database, removal) : await database.$transaction(removal)
    if (!dryRun) for (const { key, s3UploadId } of uploads) await abortUpload(store, key, s3UploadId)
    done.revisions += revisions
    done.uploads += uploads.length
  }
  return { ...done, next: packages.length < packagesAtATime ? null : packages.at(-1)!.id }
}

/** What a transaction would come to: it is done and rolled back. */
async function rehearsed<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const enough = new Error('Only a rehearsal')
  let result: T | undefined
  const rolledBack = database.$transaction(async tx => {
    result = await work(tx)
    throw enough
  })
  await rolledBack.catch(error => {
    if (error !== enough) throw error
  })
  return result as T
}
