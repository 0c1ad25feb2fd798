import { mayBeVideo } from '@lectern/domain/files/video-files'
import type { ExaminedPackage, ExaminedVideo } from '@lectern/domain/findings/examined-package'
import type { TextFacts } from '@lectern/domain/findings/text-analyses'
import type { VideoMark } from '@lectern/domain/sync/draft-files'
import { findAlternateSources } from '@lectern/domain/transcode/alternate-sources'
import type { Target } from './target.ts'

/**
 * What the files with the name of a video are. `videos` are videos, and `alternates` names the video that is encoded in
 * place of another one, by path. `decorations` are the paths of videos that pages show only as decoration: Lectern does
 * not encode them, and the player ignores them. `withoutPicture` only have the name of a video.
 */
export type VideoKinds = {
  videos: ExaminedVideo[]
  withoutPicture: ExaminedVideo[]
  alternates: Map<string, string>
  decorations: ReadonlySet<string>
}

/** The part of a link that says which file a `<video>` shows. */
type VideoLink = { page: string; tag: string; video?: number; target: Target }

/** A text of the package with the links to its videos. */
type TextWithVideos = { facts: Pick<TextFacts, 'decorations'>; links: VideoLink[] }

/**
 * Decides which files are videos, and which of them are alternate sources or decoration. A video has a moving picture, or its bytes
 * cannot be read. A file whose name other kinds of files have too (`.ts`) is a video only if its picture can be read and
 * it is not a part of the author's own HLS stream, or if a page shows it in a `<video>`.
 */
export function classifyVideos({ files, videos: probed }: ExaminedPackage, texts: TextWithVideos[]): VideoKinds {
  const links = texts.flatMap(text => text.links)
  const shown = new Set(links.flatMap(link => (link.tag === 'video' ? (linkedPath(link) ?? []) : [])))
  const isStreamSegment = segmentFilter(files)
  const isVideo = ({ path, problem, problemCode }: ExaminedVideo) => {
    if (problemCode === 'NO_PICTURE') return false
    return !mayBeVideo(path) || shown.has(path) || (problem === null && !isStreamSegment(path))
  }
  const videos = probed.filter(isVideo)
  const candidates = videos.map(video => ({ ...video, isBroken: video.problem !== null }))
  return {
    videos,
    withoutPicture: probed.filter(({ problemCode }) => problemCode === 'NO_PICTURE'),
    alternates: findAlternateSources(candidates, sourcesByElement(links)),
    decorations: findDecorations(videos, texts),
  }
}

function findDecorations(videos: ExaminedVideo[], texts: TextWithVideos[]): Set<string> {
  const decorating = new Set<string>()
  const showing = new Set<string>()
  for (const { facts, links } of texts) {
    const decorations = new Set(facts.decorations)
    for (const link of links) {
      const isDecoration = link.video !== undefined && decorations.has(link.video)
      const used = isDecoration ? decorating : showing
      used.add(linkedPath(link) ?? '')
    }
  }
  const found = videos.filter(
    ({ path, isDecorationCandidate }) => isDecorationCandidate && decorating.has(path) && !showing.has(path),
  )
  return new Set(found.map(({ path }) => path))
}

/** Returns a predicate for files in or below a folder that has a playlist of an author's own HLS stream. */
function segmentFilter(files: ReadonlyMap<string, unknown>): (path: string) => boolean {
  const playlists = [...files.keys()].filter(path => /\.m3u8$/i.test(path))
  const folders = new Set(playlists.map(path => path.slice(0, path.lastIndexOf('/') + 1)))
  return path => {
    if (folders.has('')) return true
    for (let end = path.indexOf('/') + 1; end > 0; end = path.indexOf('/', end) + 1)
      if (folders.has(path.slice(0, end))) return true
    return false
  }
}

/** Returns the files that each `<video>` of a page offers as its sources. */
function sourcesByElement(links: VideoLink[]): string[][] {
  const shown = links.flatMap(link => {
    const path = link.tag === 'video' && link.video !== undefined ? linkedPath(link) : null
    return path === null ? [] : [{ element: `${link.page}\n${link.video}`, path }]
  })
  return [...Map.groupBy(shown, ({ element }) => element).values()].map(group => group.map(({ path }) => path))
}

/** Returns what the check found out about each video of the package. */
export const markVideos = ({ videos, alternates, decorations }: VideoKinds): VideoMark[] =>
  videos.map(({ path }) => ({ path, decorative: decorations.has(path), alternateOf: alternates.get(path) ?? null }))

/** Returns the file that a link leads to, also if its name is written otherwise. Null if there is none. */
export const linkedPath = ({ target }: { target: Target }): string | null =>
  target.kind === 'found' ? target.path : target.kind === 'misspelled' ? target.actualPath : null
