import { change } from '@lectern/domain/audit/change'
import type { Transcode } from '@lectern/domain/database'
import { conflict } from '@lectern/domain/errors'
import { requireNotArchived } from '@lectern/domain/transaction'
import { needsReencoding, outdatedVideos } from '@lectern/domain/transcode/reencode/outdated-videos'
import { requestReencoding } from '@lectern/domain/transcode/reencode/request-reencoding'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePackage, requirePermission } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** How many packages one transaction locks, and how many workflows a click wakes. The reconciler wakes the rest. */
const [packagesPerChange, maxWakesPerClick] = [100, 50]

/**
 * Has the videos encoded again whose streams were made with older settings: of a package, or of all. CONFLICT when there are
 * none. All packages take several transactions; a second call continues where one was interrupted.
 */
export async function reencodeVideos(context: Context, slug: string | null): Promise<Transcode[]> {
  const { services, by } = context
  const { database, settings } = services
  const { profile } = settings.encodingSettings
  const packageIds = slug === null ? await allOutdatedPackages(context, profile) : [await activePackage(context, slug)]
  const transcodes: Transcode[] = []
  for (let first = 0; first < packageIds.length; first += packagesPerChange) {
    const batch = packageIds.slice(first, first + packagesPerChange)
    transcodes.push(...(await change(database, by, tx => requestReencoding(tx, by, batch, profile))))
  }
  if (transcodes.length === 0)
    throw conflict('All streams were made with the current settings. There is nothing to encode again.')
  const woken = transcodes.slice(0, maxWakesPerClick)
  await Promise.all(
    woken.map(({ packageId }) => tryWake(services, { workflow: 'transcode', packageId }, clickTimeoutMs)),
  )
  return transcodes
}

async function activePackage(context: Context, slug: string): Promise<string> {
  const pkg = await requirePackage(context, slug, 'encode its videos again')
  requireNotArchived(pkg, 'encode its videos')
  return pkg.id
}

async function allOutdatedPackages(context: Context, profile: string): Promise<string[]> {
  requirePermission(context, 'encode the videos of all packages again')
  const outdated = await outdatedVideos(context.services.database, profile, null)
  return [...new Set(outdated.filter(needsReencoding).map(({ packageId }) => packageId))]
}
