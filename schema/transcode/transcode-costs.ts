import type { PackageVideo } from '@lectern/domain/transcode/package-videos'

/** Of the jobs that a transcode pays for, or will: billed seconds and millionths of the currency. `saved`: of streams that were there already. */
export type TranscodeCosts = {
  jobs: number
  seconds: number
  estimatedMicros: bigint
  costMicros: bigint
  savedMicros: bigint
  currency: string | null
}

/** Each content hash counts once. What a twin serves costs nothing, nor does what another package's transcode pays for. */
export function transcodeCosts(videos: PackageVideo[], transcodeId: string): TranscodeCosts {
  const billableVideos = videos.filter(
    video => video.encodedAs === null && video.versionId !== null && video.problem === null && !video.decorative,
  )
  const costs: TranscodeCosts = {
    ...{ jobs: 0, seconds: 0, estimatedMicros: 0n, costMicros: 0n, savedMicros: 0n, currency: null },
  }
  for (const video of new Map(billableVideos.map(one => [one.contentHash, one])).values()) {
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

/** Also before it is wished: it is READY and somebody else had it made. */
const isReused = ({ reused, encodingStatus, attempt }: PackageVideo, transcodeId: string) =>
  reused || (encodingStatus === 'READY' && attempt?.transcodeId !== transcodeId)
