import { removePast } from '@lectern/schema/changes/removal'
import type { Database, Tx } from '@lectern/schema/database'
import { abortUpload } from '../clients/s3-upload.ts'
import { openSweep, type Swept } from '../tidied.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { rehearsed } from './rehearse.ts'

/**
 * A night's removal: what is unneeded since before this moment goes (ISO, by Postgres's clock), or, `dryRun`, is only counted and named, as much
 * of it as there is `room` for.
 */
export type Tidying = { before: string; dryRun: boolean; room: number }

/** Packages that one call works off. */
const packagesAtATime = 200

/** The packages after this one in the order of their ids, and after which to go on; null: these were the last. */
export async function nextPackages(database: Database, after: string) {
  const packages = await database.package.findMany({
    where: after ? { id: { gt: after } } : {},
    orderBy: { id: 'asc' },
    take: packagesAtATime,
    select: { id: true, slug: true, title: true },
  })
  return { packages, next: packages.length < packagesAtATime ? null : packages.at(-1)!.id }
}

/**
 * Takes away the past drafts and old uploads of the packages after this one, a transaction for each. Returns after which to go on; null: that
 * was the last. Done twice, the second time finds nothing; an upload whose row is gone and that was not aborted any more is found by
 * `tidyUploads`.
 */
export async function tidyRows(
  { database, store }: Deps,
  { after, ...tidying }: Tidying & { after: string },
): Promise<Swept & { next: string | null }> {
  const { before, dryRun } = tidying
  const signal = cancellation()
  const { swept, take } = openSweep(tidying)
  const { packages, next } = await nextPackages(database, after)
  for (const { id, title } of packages) {
    signal.throwIfAborted()
    const removal = (tx: Tx) => removePast(tx, id, new Date(before))
    const { revisions, uploads } = dryRun ? await rehearsed(database, removal) : await database.$transaction(removal)
    if (!dryRun) for (const { key, s3UploadId } of uploads) await abortUpload(store, key, s3UploadId)
    if (revisions > 0) take('revisions', () => `Past drafts of «${title}»: ${revisions}`, { count: revisions })
    for (const { key } of uploads) take('uploads', () => `Unfinished upload of ${key}`)
  }
  return { ...swept, next }
}
