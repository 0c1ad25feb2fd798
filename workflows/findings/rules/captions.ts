import { captionStems, captionsPattern, describeCaptions, stemOf } from '@lectern/domain/files/caption-files'
import { legacyCharsetOfName } from '@lectern/domain/files/legacy-charset'
import { isVideo } from '@lectern/domain/files/video-files'
import type { LegacyReading } from '@lectern/domain/findings/text-analyses'
import { isCaptionFormat, maxAnalyzedBytes } from '../../files/text-kind.ts'
import type { TextFile } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

const captionsRegExp = new RegExp(captionsPattern, 'i')
const isWebVtt = (path: string) => /\.vtt$/i.test(path)
/** Other programs use the other extensions too. A file with one of them is captions if it is beside a video. */
const isSurelyCaptions = (path: string) => /\.(vtt|srt)$/i.test(path)
/** Captions that Lectern cannot read: SAMI, pictures of a Blu-ray disc, and Universal Subtitle Format. */
const unsupportedPattern = /\.(smi|sami|sup|usf)$/i

/** Reports captions that are not shown, or only in part. */
export function flawedCaptions({ texts, files }: PreparedPackage): RuleFinding[] {
  const findVideo = videoFinder(files)
  const isReported = (path: string) => isSurelyCaptions(path) || findVideo(path) !== null
  return [
    ...texts.flatMap(text => {
      const flaw = isCaptionFormat(text.kind) && isReported(text.path) && text.facts.captions
      return flaw
        ? [
            {
              path: text.path,
              line: flaw.line,
              message: `${describeLoss(text)} ${flaw.message}`,
              remedy: captionsRemedy,
            },
          ]
        : []
    }),
    ...[...files].flatMap(([path, bytes]) => {
      const problem = wholeFileProblem(path, bytes)
      return problem !== null && isReported(path)
        ? [{ path, line: null, message: `These captions are not shown. ${problem}`, remedy: captionsRemedy }]
        : []
    }),
  ]
}

function wholeFileProblem(path: string, bytes: number): string | null {
  if (unsupportedPattern.test(path)) return 'Lectern cannot read this format of captions.'
  // MicroDVD and SubViewer are small. A DVD's pictures have the same extension.
  if (/\.sub$/i.test(path) && bytes > maxAnalyzedBytes) return 'They are pictures, not text.'
  const isTooLarge = captionsRegExp.test(path) && !isWebVtt(path) && bytes > maxAnalyzedBytes
  return isTooLarge ? 'Captions must be 5 MB or less.' : null
}

/** Returns a function that finds the video that captions are beside of, or null. */
function videoFinder(files: PreparedPackage['files']): (captions: string) => string | null {
  const byStem = new Map([...files.keys()].filter(isVideo).map(video => [stemOf(video), video]))
  return captions =>
    captionStems(captions)
      .map(stem => byStem.get(stem))
      .find(video => video !== undefined && describeCaptions(video, captions) !== null) ?? null
}

/** Reports captions that are not Unicode, with how they are read. Only the author can tell whether that is right. */
export function legacyCaptions({ texts, files }: PreparedPackage): RuleFinding[] {
  const findVideo = videoFinder(files)
  return texts.flatMap(({ path, facts }) => {
    const reading = facts.legacy?.[legacyCharsetOfName(path) ?? '']
    if (!reading || !(isSurelyCaptions(path) || findVideo(path) !== null)) return []
    return [{ path, line: null, ...describeReading(reading, path) }]
  })
}

function describeReading({ charset, line }: LegacyReading, path: string) {
  const quote = line === null ? '' : ` A line of them reads: “${line}”`
  if (charset === 'utf-8')
    return {
      message: `Some letters of these captions are damaged and appear as “\ufffd”.${quote}`,
      remedy: 'Fix these letters, and save the captions in UTF-8.',
    }
  const withLanguage = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '.ru$&')
  const nameRemedy =
    legacyCharsetOfName(path) === null ? `, or add the language to the name, such as "${withLanguage}" for Russian` : ''
  return {
    message: `These captions are not saved in UTF-8. Lectern reads them as ${charset}.${quote}`,
    remedy: `If that is wrong, save the captions in UTF-8${nameRemedy}.`,
  }
}

const captionsRemedy = 'Fix the captions in a text editor, or export them again as WebVTT (.vtt).'

function describeLoss({ path, facts }: TextFile): string {
  if (facts.converted) return 'This caption is not shown.'
  return isWebVtt(path)
    ? 'From this line on, these captions are not shown or not shown correctly.'
    : 'These captions are not shown.'
}

/**
 * Reports captions that need conversion in a `<track>` of the author. Browsers read the original file there, and show
 * nothing.
 */
export function unsupportedTracks({ texts, links }: PreparedPackage): RuleFinding[] {
  const converted = new Set(texts.flatMap(({ path, facts }) => (facts.converted ? [path] : [])))
  return links.flatMap(({ tag, target, page, line, url }) =>
    tag === 'track' && target.kind === 'found' && converted.has(target.path)
      ? [
          {
            ...{ path: page, line, written: url, subject: target.path },
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
  const findVideo = videoFinder(files)
  const byName = new Map([...files.keys()].filter(isVideo).map(video => [comparableName(video), video]))
  const reported = new Set(texts.flatMap(({ path, facts }) => (facts.captions ? [path] : [])))
  const inTracks = new Set(
    links.flatMap(({ tag, target }) => (tag === 'track' && target.kind === 'found' ? [target.path] : [])),
  )
  return [...files.keys()].flatMap(path => {
    if (!captionsRegExp.test(path) || reported.has(path) || inTracks.has(path) || findVideo(path) !== null) return []
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
