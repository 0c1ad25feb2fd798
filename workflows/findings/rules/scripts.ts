import type { FileUse } from '@lectern/domain/findings/text-analyses'
import { keepsType, mediaTypeOf } from '../../files/media-type.ts'
import type { PreparedPackage } from '../package/package.ts'
import { kindLabel } from './links.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

const useLabels: Record<FileUse, string> = { script: 'script', style: 'style sheet' }

/** Types that keep a file from being used in this way. A program may be a part of a script. */
const isBlocked = (path: string, use: FileUse): boolean => {
  const { mediaType } = mediaTypeOf(path, null)
  return (
    keepsType(mediaType) && mediaType !== 'application/wasm' && !(use === 'script' && mediaType === 'text/javascript')
  )
}

/**
 * Reports files that pages or scripts load as a script or style sheet, but whose name says that they are a page, an image,
 * or the like. They keep that type, so browsers do not run or apply them.
 */
export const blockedScripts = ({ links, texts, files }: PreparedPackage): RuleFinding[] => [
  ...links.flatMap(link => {
    const { target, use, page, line, url, kind } = link
    if (target.kind !== 'found' || !use || files.get(target.path) === 0 || !isBlocked(target.path, use)) return []
    const place = { path: page, line, written: url, severity: severityOfUse(link) }
    return [{ ...place, ...describeBlocked(kindLabel(kind), target.path, use) }]
  }),
  ...texts.flatMap(({ path, kind, facts, resolve }) =>
    (facts.scriptUrls ?? []).flatMap(url => {
      const target = resolve(url)
      if (target.kind !== 'found' || !isBlocked(target.path, 'script')) return []
      return [{ path, line: null, ...describeBlocked(kindLabel(kind), target.path, 'script') }]
    }),
  ),
]

const describeBlocked = (label: string, path: string, use: FileUse) => ({
  subject: path,
  message: `The ${label} loads "${path}" as a ${useLabels[use]}, but the name of the file says that it is something else. Browsers do not ${use === 'script' ? 'run' : 'apply'} it.`,
  remedy: `Rename the file so that it ends in ${use === 'script' ? '.js' : '.css'}, and use the same name in the ${label}.`,
})
