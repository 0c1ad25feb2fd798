import { isVideo } from '@lectern/domain/files/video-files'
import { textKindOf } from '../../files/text-kind.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

/**
 * Reports empty files that pages use: images, fonts, scripts, sounds, documents. Empty videos, SVG images, and captions
 * have rules of their own, and an empty page or style sheet is valid.
 */
export function emptyFiles({ files, links, videos, brokenSounds }: PreparedPackage): RuleFinding[] {
  const videoPaths = new Set(videos.map(({ path }) => path))
  const soundPaths = new Set(brokenSounds.map(({ path }) => path))
  return links.flatMap(link => {
    const { target, page, line, url, optional } = link
    if (target.kind !== 'found' || files.get(target.path) !== 0 || optional) return []
    const isReportedAsVideo = videoPaths.has(target.path) || (isVideo(target.path) && !soundPaths.has(target.path))
    if (isReportedAsVideo || isValidWhenEmpty(target.path)) return []
    return [
      {
        ...{ path: page, line, written: url, subject: target.path, severity: severityOfUse(link) },
        message: `The file "${target.path}" is empty. Often the copy into the folder or the export was interrupted.`,
        remedy:
          'Copy the file into the package folder again and wait until Dropbox has uploaded it, or export it again.',
      },
    ]
  })
}

function isValidWhenEmpty(path: string): boolean {
  const kind = textKindOf(path)
  return kind !== null && kind !== 'server' && kind !== 'script'
}
