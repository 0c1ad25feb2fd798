import { captionsLanguage, captionsPattern, stemOf } from '@lectern/domain/files/caption-files'
import { isVideo } from '@lectern/domain/files/video-files'
import { maxAnalyzedBytes } from '../files/text-kind.ts'
import { isCaptionFormat } from '../captions/captions.ts'
import type { PreparedPackage, TextFile } from './package.ts'
import type { RuleFinding } from './rule.ts'

const captionsRegExp = new RegExp(captionsPattern, 'i')
const isSubRip = (path: string) => /\.srt$/i.test(path)

/** Captions of which something, or nothing at all, is shown. */
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
            message: 'These captions are not shown: no captions are larger than 5 MB.',
            remedy: captionsRemedy,
          },
        ]
      : [],
  ),
]

const captionsRemedy = 'Mend the line in a text editor, or export the captions again as WebVTT (.vtt).'

function describeLoss({ path, facts }: TextFile): string {
  if (facts.converted) return 'This caption is left out.'
  return isSubRip(path)
    ? 'These captions are not shown.'
    : 'These captions are not shown from here on, or not as they should be.'
}

/** Captions that only Lectern makes readable, in a `<track>` of the author's own: there browsers read the file itself, and show nothing. */
export function unsupportedTracks({ texts, links }: PreparedPackage): RuleFinding[] {
  const converted = new Set(texts.flatMap(({ path, facts }) => (facts.converted ? [path] : [])))
  return links.flatMap(({ tag, target, page, line }) =>
    tag === 'track' && target.kind === 'there' && converted.has(target.path)
      ? [
          {
            ...{ path: page, line },
            message: `The page names the captions «${target.path}» in a <track>. Browsers read only WebVTT in UTF-8 there, and these are something else.`,
            remedy:
              'Take the <track> out: captions that lie beside a film and are called like it are shown by themselves.',
          },
        ]
      : [],
  )
}

/**
 * Captions whose names nearly fit a film, and those that fit one of another folder. Where no film is near, they may be anything; of those that are
 * flawed that is told alone.
 */
export function unmatchedCaptions({ files, texts, links }: PreparedPackage): RuleFinding[] {
  const videoPaths = [...files.keys()].filter(isVideo)
  const byStem = new Map(videoPaths.map(video => [stemOf(video), video]))
  const byName = new Map(videoPaths.map(video => [comparableName(video), video]))
  const reported = new Set(texts.flatMap(({ path, facts }) => (facts.captions ? [path] : [])))
  const inTracks = new Set(
    links.flatMap(({ tag, target }) => (tag === 'track' && target.kind === 'there' ? [target.path] : [])),
  )
  const matchesVideo = (path: string) => {
    const video = byStem.get(stemOf(path)) ?? byStem.get(stemOf(stemOf(path)))
    return video !== undefined && captionsLanguage(video, path) !== null
  }
  return [...files.keys()].flatMap(path => {
    if (!captionsRegExp.test(path) || reported.has(path) || inTracks.has(path) || matchesVideo(path)) return []
    const video = candidateNames(path)
      .map(name => byName.get(name))
      .find(video => video !== undefined)
    return video === undefined ? [] : [{ path, line: null, ...describeUnmatched(path, video) }]
  })
}

const describeUnmatched = (path: string, video: string) => ({
  message: `These captions are not shown. By their name they nearly belong to «${video}».`,
  remedy: `Put them beside the film and call them like it, with the language in between: ${video.replace(/[^.]*$/, '')}en${path.slice(path.lastIndexOf('.'))}`,
})

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)
/** A name's letters and digits. */
const comparableName = (path: string) => lettersAndDigits(stemOf(baseName(path)))
const lettersAndDigits = (name: string) => name.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')

/** What a film would be called, without the last words of the captions' name: these may be a language, however it is written. */
function candidateNames(path: string): string[] {
  const name = stemOf(baseName(path))
  const shorter = name.replace(/[^\p{L}\p{N}]+\p{L}+[^\p{L}\p{N}]*$/u, '')
  const shortest = shorter.replace(/[^\p{L}\p{N}]+\p{L}+$/u, '')
  return [name, shorter, shortest].map(lettersAndDigits).filter(Boolean)
}
