import type { EncodingStatus, Environment } from '../database.ts'
import type { Problem } from '../errors.ts'
import { directPlayFilter } from './decoration.ts'

/** A video as far as it matters here; `encodedAs`: the twin that is streamed in its place. */
type Video = {
  path: string
  problem: string | null
  failure: string | null
  encodedAs: string | null
  decorative: boolean
  browserPlayable: boolean | null
}

/** Has its stream failed for good? A twin that serves others fails for all of them, and is named once. */
export const isFailed = ({
  encodedAs,
  decorative,
  problem,
  status,
}: Pick<Video, 'encodedAs' | 'decorative' | 'problem'> & { status: EncodingStatus | null }): boolean =>
  encodedAs === null && !decorative && (problem !== null || status === 'FAILED' || status === 'CANCELED')

/** The blocker for a video that cannot be streamed. What went wrong with its job says the mend itself. */
export function videoFailedProblem({ path, problem, failure }: Pick<Video, 'path' | 'problem' | 'failure'>): Problem {
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
export function acceptedFallbackFilter<V extends Video & { status: EncodingStatus | null }>(
  { acceptsFallback }: Pick<Environment, 'acceptsFallback'>,
  acceptedPaths: string[],
  videos: V[],
): (video: V) => boolean {
  if (!acceptsFallback || acceptedPaths.length === 0) return () => false
  const groups = Map.groupBy(videos, ({ path, encodedAs }) => encodedAs ?? path)
  const isBrowserPlayable = (path: string) => groups.get(path)?.some(video => video.browserPlayable) ?? false
  const fallbackPaths = new Set(
    videos
      .filter(video => isFailed(video) && acceptedPaths.includes(video.path) && isBrowserPlayable(video.path))
      .map(({ path }) => path),
  )
  return ({ path, encodedAs }) => fallbackPaths.has(encodedAs ?? path)
}

/** The videos that something waits for until each has a stream: not decoration, nothing that a twin serves, no failed ones that were accepted. */
export function awaitedVideos<V extends Video & { status: EncodingStatus | null }>(
  environment: Pick<Environment, 'acceptsFallback'>,
  acceptedPaths: string[],
  videos: V[],
): V[] {
  const isDirectPlay = directPlayFilter(videos)
  const isAcceptedFallback = acceptedFallbackFilter(environment, acceptedPaths, videos)
  return videos.filter(video => !isDirectPlay(video) && !isAcceptedFallback(video))
}
