import type { Video } from '../transcode.ts'
import { isRetryable } from '../video-labels.ts'

/** A video with what says whether it can be retried. */
export type RetryableVideo = Pick<Video, 'id' | 'path' | 'status' | 'error'>

/** Why videos can be retried: they failed, or they were stopped. */
export type RetryKind = 'FAILED' | 'CANCELED'

/** The videos that can be retried by kind. Leaves out kinds without any, and videos whose file is at fault. */
export function retryKinds(videos: readonly RetryableVideo[]): { kind: RetryKind; ids: string[] }[] {
  const kinds = (['FAILED', 'CANCELED'] as const).map(kind => ({
    kind,
    ids: videos.filter(video => video.status === kind && isRetryable(video)).map(({ id }) => id),
  }))
  return kinds.filter(({ ids }) => ids.length > 0)
}
