import type { StreamedVideo } from './streamed-videos.ts'

type Video = Pick<StreamedVideo, 'path' | 'servedBy' | 'plays'>

/** What a browser can play without a stream, by the file's name: asked where nobody has looked into the file. */
const playable = /\.(mp4|m4v|webm|mov)$/i

const plays = (video: Video) => video.plays ?? playable.test(video.path)

/** Which file stands in for each video's stream, by path: its own, else the first of its twins that browsers play; null where none does. */
export function fallbacks(videos: Video[]): Map<string, string | null> {
  const groups = Map.groupBy(videos, ({ path, servedBy }) => servedBy ?? path)
  const found = (video: Video) => {
    const twins = groups.get(video.servedBy ?? video.path)!
    const serving = twins.filter(({ servedBy }) => servedBy === null)
    return [video, ...serving, ...twins].find(plays)?.path ?? null
  }
  return new Map(videos.map(video => [video.path, found(video)]))
}
