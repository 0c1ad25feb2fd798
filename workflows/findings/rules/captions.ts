import { captionStems, captionsPattern, describeCaptions, stemOf } from '@lectern/domain/files/caption-files'
import { isVideo } from '@lectern/domain/files/video-files'
import { isCaptionFormat } from '../../captions/captions.ts'
import { maxAnalyzedBytes } from '../../files/text-kind.ts'
import type { TextFile } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

const captionsRegExp = new RegExp(captionsPattern, 'i')
const isSubRip = (path: string) => /\.srt$/i.test(path)

/** Reports captions that are not shown, or only in part. */
export const flawedCaptions = ({ texts, files }: PreparedPackage): RuleFinding[] => [
  ...texts.flatMap(text => {
    const flaw = isCaptionFormat(text.kind) && text.facts.captions
    return flaw
      ? [{ path: text.path, line: flaw.line, message: `${describeLoss(text)} ${flaw.message}`, remedy: captionsRemedy }]
      : []
  }),
  ...[...files].flatMap(([path, bytes]) =>
    isSubRip(path) && bytes > maxAnalyzedBytes
      ? [
          {
            path,
            line: null,
            message: 'These captions are not shown. Captions must be 5 MB or less.',
            remedy: captionsRemedy,
          },
        ]
      : [],
  ),
]

const captionsRemedy = 'Fix the captions in a text editor, or export them again as WebVTT (.vtt).'

function describeLoss({ path, facts }: TextFile): string {
  if (facts.converted) return 'This caption is not shown.'
  return isSubRip(path)
    ? 'These captions are not shown.'
    : 'From this line on, these captions are not shown or not shown correctly.'
}

/**
 * Reports captions that need conversion in a `<track>` of the author. Browsers read the original file there, and show
 * nothing.
 */
export function unsupportedTracks({ texts, links }: PreparedPackage): RuleFinding[] {
  const converted = new Set(texts.flatMap(({ path, facts }) => (facts.converted ? [path] : [])))
  return links.flatMap(({ tag, target, page, line }) =>
    tag === 'track' && target.kind === 'found' && converted.has(target.path)
      ? [
          {
            ...{ path: page, line, subject: target.path },
            message: `The page shows the captions "${target.path}" in a <track>. Browsers accept only WebVTT in UTF-8 there, but this file has another format or encoding.`,
            remedy:
              'Remove the <track>. Lectern shows captions automatically if they are next to the video and have the same name.',
          },
        ]
      : [],
  )
}

/**
 * Reports captions whose names nearly match a video, or match a video of another folder. Other captions may serve
 * another purpose. Omits captions with a flaw, which another rule reports.
 */
export function unmatchedCaptions({ files, texts, links }: PreparedPackage): RuleFinding[] {
  const videoPaths = [...files.keys()].filter(isVideo)
  const byStem = new Map(videoPaths.map(video => [stemOf(video), video]))
  const byName = new Map(videoPaths.map(video => [comparableName(video), video]))
  const reported = new Set(texts.flatMap(({ path, facts }) => (facts.captions ? [path] : [])))
  const inTracks = new Set(
    links.flatMap(({ tag, target }) => (tag === 'track' && target.kind === 'found' ? [target.path] : [])),
  )
  const matchesVideo = (path: string) =>
    captionStems(path).some(stem => {
      const video = byStem.get(stem)
      return video !== undefined && describeCaptions(video, path) !== null
    })
  return [...files.keys()].flatMap(path => {
    if (!captionsRegExp.test(path) || reported.has(path) || inTracks.has(path) || matchesVideo(path)) return []
    const video = candidateNames(path)
      .map(name => byName.get(name))
      .find(video => video !== undefined)
    return video === undefined ? [] : [{ path, line: null, ...describeUnmatched(path, video) }]
  })
}

const describeUnmatched = (path: string, video: string) => ({
  message: `These captions are not shown. Their name nearly matches the video "${video}".`,
  remedy: `Put them next to the video, and give them its name and their language: ${video.replace(/[^.]*$/, '')}en${path.slice(path.lastIndexOf('.'))}`,
})

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)
/** Returns the letters and digits of a file name. */
const comparableName = (path: string) => lettersAndDigits(stemOf(baseName(path)))
const lettersAndDigits = (name: string) => name.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Returns possible names of the video. The last one or two words of the captions' name may be a language in any form.
 */
function candidateNames(path: string): string[] {
  const name = stemOf(baseName(path))
  const shorter = name.replace(/[^\p{L}\p{N}]+\p{L}+[^\p{L}\p{N}]*$/u, '')
  const shortest = shorter.replace(/[^\p{L}\p{N}]+\p{L}+$/u, '')
  return [name, shorter, shortest].map(lettersAndDigits).filter(Boolean)
}
