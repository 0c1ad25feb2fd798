import type { ComparedPage, PageComparison } from '@lectern/domain/database'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import { issueStillToken } from '@lectern/domain/preview/still-tokens'
import { permits } from '../access/permits.ts'
import type { Context } from '../context.ts'
import { loadPackage } from '../row-loaders.ts'

/** Returns the address of a picture on the content host, or null for callers who may not preview the package. */
export async function stillUrl(
  context: Context,
  { comparisonId, number, comparison }: ComparedPage & { comparison: PageComparison },
  side: 'before' | 'after',
): Promise<string | null> {
  if (!permits(context, { packageId: comparison.packageId })) return null
  const { secret, content } = context.services.settings
  const { slug } = await loadPackage(context, comparison.packageId)
  const token = issueStillToken(secret, comparisonId)
  return `${contentOrigin(content, slug)}/preview/${token}/${slug}/${number}/${side}.png`
}
