import type { PlayableVideo } from '@lectern/domain/playback/playable-videos'

type Video = Pick<PlayableVideo, 'path' | 'encodedAs' | 'browserPlayable'>

/** What a browser can play without a stream, by the file's name: asked where nobody has looked into the file. */
const browserPlayablePattern = /\.(mp4|m4v|webm|mov)$/i

const isBrowserPlayable = (video: Video) => video.browserPlayable ?? browserPlayablePattern.test(video.path)

/** Which file stands in for each video's stream, by path: its own, else the first of its twins that browsers play; null where none does. */
export function fallbacks(videos: Video[]): Map<string, string | null> {
  const groups = Map.groupBy(videos, ({ path, encodedAs }) => encodedAs ?? path)
  const fallbackOf = (video: Video) => {
    const alternates = groups.get(video.encodedAs ?? video.path)!
    const encodedVideos = alternates.filter(({ encodedAs }) => encodedAs === null)
    return [video, ...encodedVideos, ...alternates].find(isBrowserPlayable)?.path ?? null
  }
  return new Map(videos.map(video => [video.path, fallbackOf(video)]))
}
