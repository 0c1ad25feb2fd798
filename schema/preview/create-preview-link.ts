import type { Attribution } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { createPreviewLink as create } from '@lectern/domain/preview/preview-links'
import { invalidInput } from '@lectern/domain/errors'
import type { Caller } from '@lectern/domain/access/permissions'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { Services } from '@lectern/server/open-services'
import { requirePackage } from '../access/require-package.ts'

const secondsPerDay = 24 * 60 * 60

/** Makes a link to the draft that whoever has it may open for `seconds` (a minute to ninety days), until it is revoked. */
export async function createPreviewLink(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  slug: string,
  seconds: number,
): Promise<{ linkId: string; url: string }> {
  const pkg = await requirePackage(services, caller, slug, 'package.preview', `make preview links of «${slug}»`)
  if (seconds < 60 || seconds > 90 * secondsPerDay)
    throw invalidInput('expiresInSeconds', 'A preview link lives from a minute (60) to ninety days (7776000).')
  const { link, secret } = await change(services.database, by, tx => create(tx, by, pkg, seconds))
  return { linkId: link.id, url: `${contentOrigin(services.configuration, pkg.slug)}/preview/${secret}/${pkg.slug}/` }
}
