import type { EncodingStatus, Environment } from '../database.ts'
import type { Problem } from '../errors.ts'
import { directPlayFilter } from './decoration.ts'

/** The fields of a video that this file reads. `encodedAs`: the alternate source that is encoded in its place. */
type Video = {
  path: string
  problem: string | null
  failure: string | null
  encodedAs: string | null
  playsFromFile: boolean
  browserPlayable: boolean | null
}

/**
 * Whether its encoding failed for good. False for the alternate sources of a failed video, so that it is named once.
 */
export const isFailed = ({
  encodedAs,
  playsFromFile,
  problem,
  status,
}: Pick<Video, 'encodedAs' | 'playsFromFile' | 'problem'> & { status: EncodingStatus | null }): boolean =>
  encodedAs === null && !playsFromFile && (problem !== null || status === 'FAILED' || status === 'CANCELED')

/**
 * The code of a failure for which the file is at fault: trying again cannot help. Its blocker has the same code.
 */
export const fileFaultCode = 'VIDEO_FAILED'

/** The blocker for a video that failed. The failure of a job already says how to fix it. */
export function videoFailedProblem({ path, problem, failure }: Pick<Video, 'path' | 'problem' | 'failure'>): Problem {
  const message =
    problem === null
      ? `${failure ?? 'The encoding was canceled. Retry the video.'} Then publish.`
      : `${problem} Replace the file in Dropbox, synchronize, then publish.`
  return { code: fileFaultCode, message, path }
}

/**
 * Returns a predicate for failed videos that play from the author's file, because a person accepted them by path. The
 * environment must allow it, and browsers must be able to play the file or one of its alternate sources. It applies to
 * the alternate sources of such a video too.
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

/**
 * The videos that must have an encoding before a publication can continue. Leaves out what plays from its file with its
 * alternate sources, and failed videos that were accepted.
 */
export function awaitedVideos<V extends Video & { status: EncodingStatus | null }>(
  environment: Pick<Environment, 'acceptsFallback'>,
  acceptedPaths: string[],
  videos: V[],
): V[] {
  const isDirectPlay = directPlayFilter(videos)
  const isAcceptedFallback = acceptedFallbackFilter(environment, acceptedPaths, videos)
  return videos.filter(video => !isDirectPlay(video) && !isAcceptedFallback(video))
}
