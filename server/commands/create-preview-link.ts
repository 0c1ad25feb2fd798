import type { By } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { createPreviewLink as create } from '@lectern/schema/changes/preview-link'
import { invalidInput } from '@lectern/schema/errors'
import type { Caller } from '@lectern/schema/permissions'
import { contentBase } from '../content/base.ts'
import type { World } from '../world.ts'
import { packageFor } from './packages.ts'

const day = 24 * 60 * 60

/** Makes a link to the draft that whoever has it may open for `seconds` (a minute to ninety days), until it is revoked. */
export async function createPreviewLink(
  world: World,
  caller: Caller | null,
  by: By,
  slug: string,
  seconds: number,
): Promise<{ linkId: string; url: string }> {
  const pkg = await packageFor(world, caller, slug, 'package.preview', `make preview links of «${slug}»`)
  if (seconds < 60 || seconds > 90 * day)
    throw invalidInput('expiresInSeconds', 'A preview link lives from a minute (60) to ninety days (7776000).')
  const { link, secret } = await change(world.database, by, tx => create(tx, by, pkg, seconds))
  return { linkId: link.id, url: `${contentBase(world.configuration, pkg.slug)}/preview/${secret}/${pkg.slug}/` }
}
