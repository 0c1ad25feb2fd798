import type { FileUse } from '@lectern/domain/findings/text-analyses'
import { keepsType, mediaTypeOf } from '../files/media-type.ts'
import type { PreparedPackage } from './package/package.ts'

const typeOfUse: Record<FileUse, string> = { script: 'text/javascript', style: 'text/css' }

/**
 * Returns the media types of the files that pages use as something else than their names say, by path: a script that is
 * named `.txt` or `.php`. From a disk, browsers run it; with the type of its name, they would not. A file that is used
 * as both is a script, unless its name says that it is a style sheet.
 */
export function usedMediaTypes({ uses }: Pick<PreparedPackage, 'uses'>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [path, { script, style }] of uses) {
    const own = mediaTypeOf(path, null).mediaType
    const isOwnStyle = own === typeOfUse.style && style
    if (keepsType(own) || isOwnStyle) continue
    const used = script ? typeOfUse.script : typeOfUse.style
    if (used !== own) found[path] = used
  }
  return found
}
