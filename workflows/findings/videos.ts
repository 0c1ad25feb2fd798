import { stemOf } from '@lectern/domain/files/caption-files'
import { isVideo } from '@lectern/domain/files/video-files'
import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { formatNames } from './format-names.ts'
import { subjectOfSources } from './links.ts'
import type { Link, PreparedPackage } from './package.ts'
import type { RuleFinding } from './rule.ts'

const videosWithProblem = (
  { videos }: PreparedPackage,
  codes: (VideoProblemCode | null)[],
  remedy: string,
): RuleFinding[] =>
  videos
    .filter(({ problem, problemCode }) => problem !== null && codes.includes(problemCode))
    .map(({ path, problem }) => ({ path, line: null, message: problem!, remedy }))

/** Reports videos that are unreadable or have no length. */
export const unreadableVideos = (pkg: PreparedPackage): RuleFinding[] =>
  videosWithProblem(pkg, ['UNREADABLE', 'NO_LENGTH', null], 'Export the video again as mp4, and replace the file.')

/** Reports videos whose end is missing. */
export const truncatedVideos = (pkg: PreparedPackage): RuleFinding[] =>
  videosWithProblem(
    pkg,
    ['TRUNCATED'],
    'Copy the whole file into the folder again and wait until Dropbox has uploaded it, or export the video again.',
  )

/** Reports video files that contain only audio, unless a page plays them as audio. */
export function videosWithoutPicture(pkg: PreparedPackage): RuleFinding[] {
  const playedAsAudio = new Set(
    pkg.links.flatMap(({ tag, target }) => (tag === 'audio' && target.kind === 'found' ? [target.path] : [])),
  )
  return videosWithProblem(
    pkg,
    ['NO_PICTURE'],
    'If the file should be audio, use <audio controls>. If it should be a video, export it again as mp4.',
  ).filter(({ path }) => !playedAsAudio.has(path))
}

/**
 * Reports each `<video>` without a file in the package. Nothing plays, which is an ERROR, or Lectern cannot stream it.
 * Other rules report videos on the author's disk and outside the package folder.
 */
export function videosWithoutFile({ links }: PreparedPackage): RuleFinding[] {
  const missingSources = Map.groupBy(
    links.filter(link => link.isMissingVideo),
    link => `${link.page}\n${link.video}`,
  )
  return [...missingSources.values()].map((sources): RuleFinding => {
    const [first] = sources
    const isElsewhere = sources.every(({ target }) => target.kind === 'web' || target.kind === 'insecure web')
    return {
      ...{ path: first!.page, line: first!.line, severity: isElsewhere ? 'WARNING' : 'ERROR' },
      subject: subjectOfSources(sources),
      message: isElsewhere
        ? `The video "${first!.url}" comes from another site. Lectern cannot stream it or make sure that it stays available.`
        : `The page shows a video, but none of its files is in the package: ${formatNames(sources.map(({ url }) => url))}.`,
      remedy: 'Put the video into the package folder as mp4, and enter its name in the src of the <video>.',
    }
  })
}

const linkingTags = new Set(['a', 'area', 'embed', 'object', 'iframe', 'frame'])

/** Reports videos that pages link to but do not show in a `<video>`. The player cannot attach to them. */
export function notEmbeddedVideos({ links, videos }: PreparedPackage): RuleFinding[] {
  const audioOnly = new Set(videos.filter(({ problemCode }) => problemCode === 'NO_PICTURE').map(({ path }) => path))
  const embedded = new Set(links.filter(({ tag }) => tag === 'video').map(link => stemOf(linkPath(link))))
  const reported = new Set<string>()
  return links.flatMap(link => {
    const path = linkPath(link)
    const key = `${link.page}\n${path}`
    if (
      !linkingTags.has(link.tag) ||
      !isVideo(path) ||
      audioOnly.has(path) ||
      embedded.has(stemOf(path)) ||
      reported.has(key)
    )
      return []
    reported.add(key)
    const how = link.tag === 'a' || link.tag === 'area' ? 'a link' : `<${link.tag}>`
    return [
      {
        ...{ path: link.page, line: link.line, subject: path },
        message: `The page opens the video "${path}" only through ${how}. Many devices do not play it that way, and the video player cannot help.`,
        remedy: `Show the video in the page with this markup: <video controls src="${link.url}"></video>`,
      },
    ]
  })
}

const linkPath = ({ target }: Link) =>
  target.kind === 'found' ? target.path : target.kind === 'misspelled' ? target.actualPath : ''

/**
 * Reports copies of an mp4 for older browsers. The mp4's stream replaces all of them. Audio with the same name does not
 * count.
 */
export function alternateSources({ files, videos }: PreparedPackage): RuleFinding[] {
  const audioOnly = new Set(videos.filter(({ problemCode }) => problemCode === 'NO_PICTURE').map(({ path }) => path))
  const mp4Paths = [...files.keys()].filter(path => /\.mp4$/i.test(path) && !audioOnly.has(path))
  const byStem = new Map(mp4Paths.map(path => [stemOf(path), path]))
  return [...files.keys()]
    .filter(path => /\.(ogg|ogv|webm)$/i.test(path) && !audioOnly.has(path) && byStem.has(stemOf(path)))
    .map(path => ({
      ...{ path, line: null },
      message: `This is the same video as "${byStem.get(stemOf(path))}" in a format for older browsers. Lectern streams the mp4, which plays everywhere.`,
      remedy:
        'You can keep this file, but you no longer need it. To remove it, delete the file and the <source> that refers to it.',
    }))
}

/** The paths of the videos that pages show only as decoration. Lectern does not encode them, and the player ignores them. */
export function decorativePaths({ texts, videos }: Pick<PreparedPackage, 'texts' | 'videos'>): string[] {
  const decorating = new Set<string>()
  const showing = new Set<string>()
  for (const { facts, links } of texts)
    for (const link of links) {
      const isDecoration = link.video !== undefined && facts.decorations?.includes(link.video)
      const used = isDecoration ? decorating : showing
      used.add(linkPath(link))
    }
  return videos
    .filter(({ path, isDecorationCandidate }) => isDecorationCandidate && decorating.has(path) && !showing.has(path))
    .map(({ path }) => path)
}

/** Reports these videos. */
export const decorativeVideos = (pkg: PreparedPackage): RuleFinding[] =>
  decorativePaths(pkg).map(path => ({
    ...{ path, line: null },
    message:
      'Your pages show this video as decoration: without sound and in a loop. It stays an mp4, and Lectern does not stream it.',
    remedy:
      'You do not need to do anything. If viewers should watch this video, add controls to its <video> and remove autoplay.',
  }))
