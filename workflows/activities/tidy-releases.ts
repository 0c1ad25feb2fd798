import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { emptyRelease, removeReleases } from '@lectern/schema/changes/remove-releases'
import { type UnkeptRelease, unemptiedReleases, unkeptReleases } from '@lectern/schema/reads/unkept-releases'
import { releasePrefix } from '../clients/keys.ts'
import { remove, removeBelow } from '../clients/s3-versions.ts'
import { openSweep, type Swept } from '../tidied.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { nextPackages, type Tidying } from './tidy-rows.ts'

/** Files whose versions are removed together: as many as S3 takes in a call. */
const batch = 1000

/**
 * Marks what no environment keeps of the releases of the packages after this one, and takes away the objects and rows of all that is marked;
 * the release's own row stays. Returns after which package to go on; null: that was the last. A release counts when its rows go, so that one
 * whose removal was interrupted is counted once, in the night that ends it.
 */
export async function tidyReleases(
  deps: Deps,
  { after, ...tidying }: Tidying & { after: string },
): Promise<Swept & { next: string | null }> {
  const { database } = deps
  const signal = cancellation()
  const { swept, take } = openSweep(tidying)
  const { packages, next } = await nextPackages(database, after)
  for (const { id, slug, title } of packages) {
    const before = new Date(tidying.before)
    const unkept = tidying.dryRun ? await unkeptReleases(database, id, before) : []
    if (!tidying.dryRun) await change(database, lectern, tx => removeReleases(tx, id, before))
    for (const release of [...unkept, ...(await unemptiedReleases(database, id))]) {
      signal.throwIfAborted()
      if (!tidying.dryRun) await empty(deps, { id, slug }, release)
      take('releases', () => `Release ${release.number} of «${title}»`, { bytes: release.bytes })
    }
  }
  return { ...swept, next }
}

/** What its rows name goes first: a listing may leave something out. Rows last: while they are there another night goes on. */
async function empty({ database, store }: Deps, pkg: { id: string; slug: string }, { number }: UnkeptRelease) {
  const own = { packageId: pkg.id, number }
  for (let after = ''; ; ) {
    const where = { ...own, path: { gt: after } }
    const files = await database.releaseFile.findMany({ where, orderBy: { path: 'asc' }, take: batch })
    if (files.length === 0) break
    after = files.at(-1)!.path
    await remove(
      store,
      files.flatMap(({ key, versionId }) => (key && versionId ? { key, versionId } : [])),
    )
  }
  await removeBelow(store, releasePrefix(pkg.slug, number))
  await database.$transaction(tx => emptyRelease(tx, pkg.id, number))
}
