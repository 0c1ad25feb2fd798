import { mayBeVideo } from '@lectern/domain/files/video-files'
import type { ExaminedPackage, ExaminedVideo } from '@lectern/domain/findings/examined-package'
import type { TextFacts } from '@lectern/domain/findings/text-analyses'
import type { VideoMark } from '@lectern/domain/sync/draft-files'
import { findAlternateSources } from '@lectern/domain/transcode/alternate-sources'
import type { Target } from './target.ts'

/**
 * What the files with the name of a video are. `videos` are videos, and `alternates` names the video that is encoded in
 * place of another one, by path. `decorations` are the paths of videos that pages show only as decoration: Lectern does
 * not encode them, and the player ignores them. `withoutPicture` and `brokenSounds` only have the name of a video.
 */
export type VideoKinds = {
  videos: ExaminedVideo[]
  withoutPicture: ExaminedVideo[]
  brokenSounds: ExaminedVideo[]
  alternates: Map<string, string>
  decorations: ReadonlySet<string>
}

/** The part of a link that says which file a `<video>` shows. */
type VideoLink = { page: string; tag: string; video?: number; target: Target }

/** A text of the package with the links to its videos. */
type TextWithVideos = { facts: Pick<TextFacts, 'decorations'>; links: VideoLink[] }

/**
 * Decides which files are videos, and which of them are alternate sources or decoration. A video has a moving picture, or its bytes
 * cannot be read. A broken file that pages play only in an `<audio>` is a sound. A file whose name other kinds of files
 * have too (`.ts`) is a video only if its picture can be read and it is not a part of the author's own HLS stream, or if a
 * page shows it in a `<video>`.
 */
export function classifyVideos({ files, videos: probed }: ExaminedPackage, texts: TextWithVideos[]): VideoKinds {
  const links = texts.flatMap(text => text.links)
  const shown = new Set(links.filter(showsVideo).map(linkedPath))
  const played = new Set(links.filter(({ tag }) => tag === 'audio').map(linkedPath))
  const isStreamSegment = segmentFilter(files)
  const isBrokenSound = ({ path, problem, problemCode }: ExaminedVideo) =>
    problemCode === 'SOUND_TRUNCATED' ||
    (problem !== null && problemCode !== 'NO_PICTURE' && played.has(path) && !shown.has(path))
  const isVideo = (video: ExaminedVideo) => {
    const { path, problem, problemCode } = video
    if (problemCode === 'NO_PICTURE' || isBrokenSound(video)) return false
    return !mayBeVideo(path) || shown.has(path) || (problem === null && !isStreamSegment(path))
  }
  const videos = probed.filter(isVideo)
  const candidates = videos.map(video => ({ ...video, isBroken: video.problem !== null }))
  return {
    videos,
    withoutPicture: probed.filter(({ problemCode }) => problemCode === 'NO_PICTURE'),
    brokenSounds: probed.filter(isBrokenSound),
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

/**
 * Returns a predicate for the parts of an author's own HLS stream: files that differ from others of their folder only in
 * numbers, in or below a folder with a playlist. A playlist at the top says nothing about the folders below.
 */
function segmentFilter(files: ReadonlyMap<string, unknown>): (path: string) => boolean {
  const playlists = [...files.keys()].filter(path => /\.m3u8$/i.test(path))
  if (playlists.length === 0) return () => false
  const folders = new Set(playlists.map(folderOf))
  const counts = new Map<string, number>()
  for (const path of files.keys())
    if (mayBeVideo(path)) counts.set(withoutNumbers(path), (counts.get(withoutNumbers(path)) ?? 0) + 1)
  const isBelowPlaylist = (path: string) => {
    for (let end = path.indexOf('/') + 1; end > 0; end = path.indexOf('/', end) + 1)
      if (folders.has(path.slice(0, end))) return true
    return folders.has(folderOf(path))
  }
  return path => counts.get(withoutNumbers(path))! > 1 && isBelowPlaylist(path)
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

/** Returns a path with `#` for each number in the name of its file. */
const withoutNumbers = (path: string) => folderOf(path) + path.slice(folderOf(path).length).replace(/\d+/g, '#')

/** Whether a link says which file a `<video>` shows. Its poster is a link too. */
export const showsVideo = ({ tag, video }: Pick<VideoLink, 'tag' | 'video'>): boolean =>
  tag === 'video' && video !== undefined

/** Returns the files that each `<video>` of a page offers as its sources. */
function sourcesByElement(links: VideoLink[]): string[][] {
  const shown = links.flatMap(link => {
    const path = showsVideo(link) ? linkedPath(link) : null
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
