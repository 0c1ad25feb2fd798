import type { PlayableVideo } from '@lectern/domain/playback/playable-videos'

type Video = Pick<PlayableVideo, 'path' | 'encodedAs' | 'browserPlayable'>

/** Names of files that browsers can play without a stream. Decides for videos that were not probed. */
const browserPlayablePattern = /\.(mp4|m4v|webm|mov)$/i

const isBrowserPlayable = (video: Video) => video.browserPlayable ?? browserPlayablePattern.test(video.path)

/**
 * Returns the file that replaces each video's stream, by path: the first that browsers can play of its own file, the
 * file that is encoded in its place, and the other alternate sources. Null if none is playable.
 */
export function fallbacks(videos: Video[]): Map<string, string | null> {
  const groups = Map.groupBy(videos, ({ path, encodedAs }) => encodedAs ?? path)
  const fallbackOf = (video: Video) => {
    const alternates = groups.get(video.encodedAs ?? video.path)!
    const encodedVideos = alternates.filter(({ encodedAs }) => encodedAs === null)
    return [video, ...encodedVideos, ...alternates].find(isBrowserPlayable)?.path ?? null
  }
  return new Map(videos.map(video => [video.path, fallbackOf(video)]))
}
