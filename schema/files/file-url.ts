import { type ContentVersion, numberOfVersion } from '@lectern/domain/files/content-version'
import { encodePath } from '@lectern/domain/playback/content-address'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import { issueVersionToken } from '@lectern/domain/preview/version-tokens'
import type { Context } from '../context.ts'
import { loadPackage } from '../row-loaders.ts'

/** The description of fields with the address of a file. */
export const fileUrlDescription =
  'The address of its bytes, for at least ten minutes. Nothing in it runs. With `?download`, browsers save it.'

/** Returns the address of a file of a content version on the content host. The caller must be allowed to see the package. */
export async function fileUrl(context: Context, version: ContentVersion, path: string): Promise<string> {
  const { secret, content } = context.services.settings
  const { slug } = await loadPackage(context, version.packageId)
  const token = issueVersionToken(secret, { slug, version })
  return `${contentOrigin(content, slug)}/preview/${token}/${slug}/${numberOfVersion(version)}/${encodePath(path)}`
}
