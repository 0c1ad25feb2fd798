import { isVideo } from '@lectern/domain/files/video-files'
import { formatNames } from '@lectern/domain/findings/format-names'
import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { isServerPage } from '../../files/server-page.ts'
import type { Link } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import { linkedPath, showsVideo } from '../package/video-kinds.ts'
import { subjectOfSources } from './links.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

/** Reports the videos with one of these problems. A broken alternate source has a finding of its own. */
const videosWithProblem = (
  { videos, alternates }: PreparedPackage,
  codes: (VideoProblemCode | null)[],
  remedy: string,
): RuleFinding[] =>
  videos
    .filter(
      ({ path, problem, problemCode }) => problem !== null && codes.includes(problemCode) && !alternates.has(path),
    )
    .map(({ path, problem }) => ({ path, line: null, message: problem!, remedy }))

/** Reports videos that are unreadable or have no length, and other files that a page shows in a `<video>`. */
export const unreadableVideos = (pkg: PreparedPackage): RuleFinding[] => [
  ...videosWithProblem(pkg, ['UNREADABLE', 'NO_LENGTH', null], 'Export the video again as mp4, and replace the file.'),
  ...notVideos(pkg),
]

/** The extensions of what browsers or scripts play in a `<video>` although it is not a video: sounds and own streams. */
const playableExtensions = /\.(mp3|m4a|m4b|aac|wav|oga|opus|flac|weba|m3u8|mpd)$/i

/**
 * Reports files that a page shows as a video and that were not probed, because their name or their bytes say that they
 * are something else. That is an ERROR where the page offers no whole video in their place. Empty files have a finding of
 * their own.
 */
function notVideos({ files, links, videos, withoutPicture, brokenSounds }: PreparedPackage): RuleFinding[] {
  const known = new Set([...videos, ...withoutPicture, ...brokenSounds].map(({ path }) => path))
  const whole = new Set(videos.flatMap(({ path, problem }) => (problem === null ? [path] : [])))
  const shown = links.filter(showsVideo)
  const elementOf = ({ page, video }: Link) => `${page}\n${video}`
  const playing = new Set(shown.flatMap(link => (whole.has(linkedPath(link) ?? '') ? [elementOf(link)] : [])))
  const isOther = (path: string) =>
    files.get(path) !== 0 && !known.has(path) && !isVideo(path) && !playableExtensions.test(path) && !isServerPage(path)
  const byPath = Map.groupBy(shown, link => (link.target.kind === 'found' ? link.target.path : link.page))
  return [...byPath].flatMap(([path, uses]) => {
    const others = uses.filter(({ page, target }) => target.kind === 'found' && path !== page && isOther(path))
    if (others.length === 0) return []
    return [
      {
        ...{ path, line: null, severity: others.every(link => playing.has(elementOf(link))) ? 'WARNING' : 'ERROR' },
        message: 'A page shows this file as a video, but browsers and Lectern cannot play it as one.',
        remedy: 'Export the video as mp4 into the package folder, and let the page show that file.',
      },
    ]
  })
}

/** Reports broken sounds that have the name of a video. Empty ones have a finding of their own. */
export const brokenSounds = ({ files, brokenSounds: sounds }: PreparedPackage): RuleFinding[] =>
  sounds
    .filter(({ path }) => files.get(path) !== 0)
    .map(({ path, problem, problemCode }) => ({
      ...{ path, line: null },
      message:
        problemCode === 'SOUND_TRUNCATED'
          ? problem!
          : 'The sound cannot be read. The file is damaged, or was not saved or uploaded completely.',
      remedy:
        'Copy the whole file into the folder again and wait until Dropbox has uploaded it, or export the sound again.',
    }))

/** Reports videos whose end is missing. */
export const truncatedVideos = (pkg: PreparedPackage): RuleFinding[] =>
  videosWithProblem(
    pkg,
    ['TRUNCATED'],
    'Copy the whole file into the folder again and wait until Dropbox has uploaded it, or export the video again.',
  )

/** Reports copy-protected videos. */
export const protectedVideos = (pkg: PreparedPackage): RuleFinding[] =>
  videosWithProblem(
    pkg,
    ['PROTECTED'],
    'Replace it with a copy without protection. If you bought the video, ask its publisher for one that you may show.',
  )

/** Reports broken videos that a whole one stands for. Nobody sees them broken where the player works. */
export const brokenAlternates = ({ videos, alternates, decorations }: PreparedPackage): RuleFinding[] =>
  videos
    .filter(({ path, problem }) => problem !== null && alternates.has(path))
    .map(({ path, problem }) => ({
      ...{ path, line: null },
      message: `${problem} ${decorations.has(alternates.get(path)!) ? 'Browsers play' : 'Lectern streams'} "${alternates.get(path)}" in its place.`,
      remedy: 'Export the video again and replace the file, or delete the file and the <source> that refers to it.',
    }))

/** Reports files with the name of a video that have neither a moving picture nor sound. */
export const videosWithoutPicture = ({ withoutPicture }: PreparedPackage): RuleFinding[] =>
  withoutPicture
    .filter(({ path, hasAudio }) => !hasAudio && isVideo(path))
    .map(({ path, problem }) => ({
      ...{ path, line: null },
      message: problem!,
      remedy: 'If the file should be a video, export it again as mp4.',
    }))

/**
 * Reports each `<video>` without a file in the package. Nothing plays, which is an ERROR, or a video of another site
 * does, which Lectern cannot stream. Other rules report videos on the author's disk and outside the package folder.
 */
export function videosWithoutFile({ links }: PreparedPackage): RuleFinding[] {
  const missingSources = Map.groupBy(
    links.filter(link => link.isMissingVideo),
    link => `${link.page}\n${link.video}`,
  )
  return [...missingSources.values()].map((sources): RuleFinding => {
    const [first] = sources
    const online = sources.find(({ target }) => target.kind === 'web' || target.kind === 'insecure web')
    return {
      ...{ path: first!.page, line: first!.line, severity: online ? 'WARNING' : severityOfUse(first!) },
      ...{ written: (online ?? first!).url, subject: subjectOfSources(sources) },
      message: online
        ? `The video "${online.url}" comes from another site. Lectern cannot stream it or make sure that it stays available.`
        : `The page shows a video, but none of its files is in the package: ${formatNames(sources.map(({ url }) => url))}.`,
      remedy: 'Put the video into the package folder as mp4, and enter its name in the src of the <video>.',
    }
  })
}

const linkingTags = new Set(['a', 'area', 'embed', 'object', 'iframe', 'frame'])

/** Reports videos that pages link to but do not show in a `<video>`. The player cannot attach to them. */
export function notEmbeddedVideos({ links, videos, alternates }: PreparedPackage): RuleFinding[] {
  const videoPaths = new Set(videos.map(({ path }) => path))
  const encodedPath = (path: string) => alternates.get(path) ?? path
  const embedded = new Set(links.flatMap(link => (link.tag === 'video' ? encodedPath(linkedPath(link) ?? '') : [])))
  const reported = new Set<string>()
  return links.flatMap(link => {
    const path = linkedPath(link) ?? ''
    const key = `${link.page}\n${path}`
    if (!linkingTags.has(link.tag) || !videoPaths.has(path) || embedded.has(encodedPath(path)) || reported.has(key))
      return []
    reported.add(key)
    const how = link.tag === 'a' || link.tag === 'area' ? 'a link' : `<${link.tag}>`
    return [
      {
        ...{ path: link.page, line: link.line, written: link.url, subject: path },
        message: `The page opens the video "${path}" only through ${how}. Many devices do not play it that way, and the video player cannot help.`,
        remedy: `Show the video in the page with this markup: <video controls src="${link.url}"></video>`,
      },
    ]
  })
}

/** Reports alternate sources. Never says that one is not needed: a browser may need it until the stream is ready. */
export const alternateSources = ({ videos, alternates }: PreparedPackage): RuleFinding[] =>
  videos.flatMap(({ path, problem }) => {
    const encoded = alternates.get(path)
    if (encoded === undefined || problem !== null) return []
    return [
      {
        ...{ path, line: null },
        message: `This is the same video as "${encoded}" in another format. Lectern makes one stream for both.`,
        remedy: 'You do not need to do anything.',
      },
    ]
  })

/** Reports decoration. */
export const decorativeVideos = ({ decorations }: PreparedPackage): RuleFinding[] =>
  [...decorations].map(path => ({
    ...{ path, line: null },
    message:
      'Your pages show this video as decoration: without sound and in a loop. It stays an mp4, and Lectern does not stream it.',
    remedy:
      'You do not need to do anything. If viewers should watch this video, add controls to its <video> and remove autoplay.',
  }))
