import { change } from '@lectern/domain/audit/change'
import { invalidInput } from '@lectern/domain/errors'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import { createPreviewLink as create } from '@lectern/domain/preview/preview-links'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

const secondsPerDay = 24 * 60 * 60

/** Creates a link that opens the draft for anyone who has it. It lasts 1 minute to 90 days or until it is revoked. */
export async function createPreviewLink(
  context: Context,
  { slug, expiresInSeconds }: { slug: string; expiresInSeconds: number },
): Promise<{ linkId: string; url: string }> {
  const { services, by } = context
  const pkg = await requirePackage(context, slug, `create preview links of "${slug}"`)
  if (expiresInSeconds < 60 || expiresInSeconds > 90 * secondsPerDay)
    throw invalidInput(
      'expiresInSeconds',
      'This lifetime is out of range. Use 60 seconds (1 minute) to 7,776,000 seconds (90 days).',
    )
  const { link, secret } = await change(services.database, by, tx => create(tx, by, pkg.id, expiresInSeconds))
  return {
    linkId: link.id,
    url: `${contentOrigin(services.settings.content, pkg.slug)}/preview/${secret}/${pkg.slug}/`,
  }
}
