import { change } from '@lectern/domain/audit/change'
import { requestComparison } from '@lectern/domain/comparisons/page-comparisons'
import type { PageComparison } from '@lectern/domain/database'
import { conflict } from '@lectern/domain/errors'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Opens a comparison of pages, or returns the one of the same versions, and wakes its workflow. */
export async function comparePages(
  context: Context,
  { slug, from, to }: { slug: string; from: number; to: number | null },
): Promise<PageComparison> {
  const { services, by } = context
  const { id: packageId } = await requirePackage(context, slug, `compare pages of "${slug}"`)
  if (!services.settings.comparesPages)
    throw conflict(
      'Pages cannot be compared as they look, because no browser is set up. Ask your administrator to set CHROMIUM.',
    )
  const input = { packageId, fromNumber: from, toNumber: to }
  const comparison = await change(services.database, by, tx => requestComparison(tx, by, input))
  if (comparison.finishedAt === null) await tryWake(services, { workflow: 'compare', packageId }, clickTimeoutMs)
  return comparison
}
