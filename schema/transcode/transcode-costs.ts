import type { PackageVideo } from '@lectern/domain/transcode/package-videos'

/**
 * The jobs that a transcode pays for, or will: their billed seconds and their cost in millionths of the currency.
 * `savedMicros` is the estimate of the encodings that it reuses.
 */
export type TranscodeCosts = {
  jobs: number
  seconds: number
  estimatedMicros: bigint
  costMicros: bigint
  savedMicros: bigint
  currency: string | null
}

/**
 * Sums the costs of a transcode. Each content hash counts once. Alternate sources cost nothing, nor do jobs that another
 * package's transcode pays for.
 */
export function transcodeCosts(videos: PackageVideo[], transcodeId: string): TranscodeCosts {
  const billableVideos = videos.filter(
    video => video.encodedAs === null && video.versionId !== null && video.problem === null && !video.decorative,
  )
  const costs: TranscodeCosts = {
    ...{ jobs: 0, seconds: 0, estimatedMicros: 0n, costMicros: 0n, savedMicros: 0n, currency: null },
  }
  for (const video of new Map(billableVideos.map(video => [video.contentHash, video])).values()) {
    const { attempt } = video
    costs.currency ??= attempt?.currency ?? video.currency
    if (isReused(video, transcodeId)) costs.savedMicros += video.estimateMicros ?? 0n
    else if (attempt === null || attempt.transcodeId === transcodeId) {
      costs.jobs++
      costs.seconds += video.estimateSeconds ?? 0
      costs.estimatedMicros += attempt?.estimateMicros ?? video.estimateMicros ?? 0n
      costs.costMicros += attempt?.costMicros ?? 0n
    }
  }
  return costs
}

/** Also true before the encoding is requested, if it is READY and another transcode paid for it. */
const isReused = ({ reused, encodingStatus, attempt }: PackageVideo, transcodeId: string) =>
  reused || (encodingStatus === 'READY' && attempt?.transcodeId !== transcodeId)
