import type { EncodingStatus, Environment } from '../database.ts'
import type { Problem } from '../errors.ts'
import { playsFromFile } from './decoration.ts'

/** A video as far as it matters here; `servedBy`: the twin that is streamed in its place. */
type Video = {
  path: string
  problem: string | null
  failure: string | null
  servedBy: string | null
  decorative: boolean
  plays: boolean | null
}

/** Has its stream failed for good? A twin that serves others fails for all of them, and is named once. */
export const isFailed = ({
  servedBy,
  decorative,
  problem,
  status,
}: Pick<Video, 'servedBy' | 'decorative' | 'problem'> & { status: EncodingStatus | null }): boolean =>
  servedBy === null && !decorative && (problem !== null || status === 'FAILED' || status === 'CANCELED')

/** The blocker for a video that cannot be streamed. What went wrong with its job says the mend itself. */
export function videoFailed({ path, problem, failure }: Pick<Video, 'path' | 'problem' | 'failure'>): Problem {
  const message =
    problem === null
      ? `${failure ?? 'It was stopped. Try it again.'} Then publish.`
      : `${problem} Replace the file in Dropbox, synchronise, then publish.`
  return { code: 'VIDEO_FAILED', message, path }
}

/**
 * Which of these videos play from the author's file, because their stream failed and somebody accepted that by name: only where the environment
 * allows it, and only where a browser plays the file or one of its twins. With a video its twins play so too.
 */
export function acceptedFallbacks<V extends Video & { status: EncodingStatus | null }>(
  { acceptsFallback }: Pick<Environment, 'acceptsFallback'>,
  accepted: string[],
  videos: V[],
): (video: V) => boolean {
  if (!acceptsFallback || accepted.length === 0) return () => false
  const groups = Map.groupBy(videos, ({ path, servedBy }) => servedBy ?? path)
  const plays = (path: string) => groups.get(path)?.some(video => video.plays) ?? false
  const fromFile = new Set(
    videos
      .filter(video => isFailed(video) && accepted.includes(video.path) && plays(video.path))
      .map(({ path }) => path),
  )
  return ({ path, servedBy }) => fromFile.has(servedBy ?? path)
}

/** The videos that something waits for until each has a stream: not decoration, nothing that a twin serves, no failed ones that were accepted. */
export function awaited<V extends Video & { status: EncodingStatus | null }>(
  environment: Pick<Environment, 'acceptsFallback'>,
  accepted: string[],
  videos: V[],
): V[] {
  const fromFile = playsFromFile(videos)
  const fallback = acceptedFallbacks(environment, accepted, videos)
  return videos.filter(video => !fromFile(video) && !fallback(video))
}
