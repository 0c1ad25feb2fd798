import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { stemOf } from '@lectern/domain/files/caption-files'
import { isVideo } from '@lectern/domain/files/video-files'
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

/** Videos that cannot be read at all, or have no length. */
export const unreadableVideos = (pkg: PreparedPackage): RuleFinding[] =>
  videosWithProblem(pkg, ['UNREADABLE', 'NO_LENGTH', null], 'Export the video again, as mp4, and replace the file.')

/** Videos whose end is missing. */
export const truncatedVideos = (pkg: PreparedPackage): RuleFinding[] =>
  videosWithProblem(
    pkg,
    ['CUT_SHORT'],
    'Copy the whole file into the folder again, and wait until Dropbox has uploaded it; or export it anew.',
  )

/** Sound in a file that is called a video. Where a page plays it as sound, all is well. */
export function videosWithoutPicture(pkg: PreparedPackage): RuleFinding[] {
  const playedAsAudio = new Set(
    pkg.links.flatMap(({ tag, target }) => (tag === 'audio' && target.kind === 'there' ? [target.path] : [])),
  )
  return videosWithProblem(
    pkg,
    ['NO_PICTURE'],
    'If it is meant to be heard, use <audio controls>; if a film was meant, export it again as mp4.',
  ).filter(({ path }) => !playedAsAudio.has(path))
}

/** What a `<video>` plays is not in the package: it cannot be streamed, or there is nothing at all. */
export function videosWithoutFile({ links }: PreparedPackage): RuleFinding[] {
  const missingSources = Map.groupBy(
    links.filter(link => link.isMissingVideo),
    link => `${link.page}\n${link.video}`,
  )
  return [...missingSources.values()].map(sources => {
    const [first] = sources
    const isElsewhere = sources.every(({ target }) => target.kind === 'web' || target.kind === 'insecure web')
    return {
      ...{ path: first!.page, line: first!.line },
      message: isElsewhere
        ? `The video «${first!.url}» comes from another site. Lectern can neither stream it nor say whether it stays there.`
        : `The page shows a video, and none of its files is in the package: ${sources.map(({ url }) => `«${url}»`).join(', ')}.`,
      remedy: 'Put the video into the folder as mp4, and name it in the src of the <video>.',
    }
  })
}

const linkingTags = new Set(['a', 'area', 'embed', 'object', 'iframe', 'frame'])

/** Videos that a page only names, and none shows in a `<video>`: the player cannot take them over. */
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
        ...{ path: link.page, line: link.line },
        message: `The video «${path}» is only named by ${how}. Many devices do not play it so, and the player cannot help.`,
        remedy: `Show it in the page with this markup: <video controls src="${link.url}"></video>`,
      },
    ]
  })
}

const linkPath = ({ target }: Link) =>
  target.kind === 'there' ? target.path : target.kind === 'misspelt' ? target.actualPath : ''

/** Copies of an mp4 for the browsers of old: one stream serves all. Sound of the same name is no twin. */
export function alternateSources({ files, videos }: PreparedPackage): RuleFinding[] {
  const audioOnly = new Set(videos.filter(({ problemCode }) => problemCode === 'NO_PICTURE').map(({ path }) => path))
  const mp4Paths = [...files.keys()].filter(path => /\.mp4$/i.test(path) && !audioOnly.has(path))
  const byStem = new Map(mp4Paths.map(path => [stemOf(path), path]))
  return [...files.keys()]
    .filter(path => /\.(ogg|ogv|webm)$/i.test(path) && !audioOnly.has(path) && byStem.has(stemOf(path)))
    .map(path => ({
      ...{ path, line: null },
      message: `This is the same film as «${byStem.get(stemOf(path))}», for browsers of old. Lectern makes a stream of the mp4 that plays everywhere.`,
      remedy: 'It may stay, but it is no longer needed: you can delete it and the <source> that names it.',
    }))
}

/** Films that every page shows as decoration alone: they stay what they are, cost nothing, and the player leaves them in peace. */
export function decorativeVideos({ texts, videos }: PreparedPackage): RuleFinding[] {
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
    .map(({ path }) => ({
      ...{ path, line: null },
      message:
        'Your pages show this film as decoration: without sound, again and again. It stays an mp4, and no stream is made of it.',
      remedy:
        'Nothing needs to be done. If it is meant to be watched, give its <video> controls and take autoplay away.',
    }))
}
