import { t } from '../../texts/texts.ts'
import type { Transcode, Video } from './transcode.ts'

/** The progress of processing, from 0 to 100. Finished videos count in full, even if they failed. Null if unknown. */
export function encodingPercent({ percent, videos }: Pick<Transcode, 'percent' | 'videos'>): number | null {
  const listedVideos = videos?.nodes ?? []
  // An incomplete list falls back to the mean of all videos.
  if (listedVideos.length < (videos?.totalCount ?? 0)) return percent
  const videosToEncode = listedVideos.filter(({ status }) => status !== 'NOT_NEEDED')
  if (videosToEncode.length === 0) return percent
  return videosToEncode.reduce((sum, video) => sum + videoPercent(video), 0) / videosToEncode.length
}

/** A video that is encoded again counts by that, although its older stream is ready. */
function videoPercent({ status, percent, reencoding }: Video): number {
  if (reencoding && ['QUEUED', 'TRANSCODING'].includes(reencoding.status)) return reencoding.percent ?? 0
  return ['READY', 'FAILED', 'CANCELED'].includes(status) ? 100 : (percent ?? 0)
}

type VideoCounts = Pick<Transcode, 'videosExpected' | 'videosFailed' | 'ready' | 'notNeeded'>

/** The number of videos to encode, ready, and failed. Alternate sources and videos that play as files do not count. */
export function encodingCounts({ videosExpected, videosFailed, ready, notNeeded }: VideoCounts) {
  return {
    total: videosExpected - (notNeeded?.totalCount ?? 0),
    ready: ready?.totalCount ?? 0,
    failed: videosFailed,
  }
}

/** The number of ready videos for the card's heading: `3 of 7 ready`. Null if no video needs processing. */
export function videosBadge(transcode: VideoCounts): { text: string; isComplete: boolean } | null {
  const { total, ready } = encodingCounts(transcode)
  if (total === 0) return null
  return ready < total
    ? { text: t('videos.badge', { ready, total }), isComplete: false }
    : { text: t('videos.badgeComplete', { total }), isComplete: true }
}

/** The state of all videos for screen readers: `2 of 3 videos ready, 1 failed`. */
export function videosSummary(transcode: VideoCounts): string {
  const { total, ready, failed } = encodingCounts(transcode)
  if (total === 0) return t('videos.summaryNone')
  if (failed === total) return t('videos.summaryFailed', { total })
  if (ready === total) return t('videos.summaryReady', { total })
  if (total === 1) return t('videos.summaryNotReady')
  return failed > 0
    ? t('videos.summarySomeFailed', { ready, total, failed })
    : t('videos.summarySome', { ready, total })
}

/** What plays now, in the line below the heading. */
export function playbackNote(
  transcode: Pick<Transcode, 'status' | 'videosArrived' | 'finishedAt' | 'videosReencoding'> & VideoCounts,
): string {
  const { total, ready, failed } = encodingCounts(transcode)
  if (total === 0) return t('videos.noneNeeded')
  if (transcode.finishedAt === null && transcode.videosReencoding > 0)
    return t('videos.reencodingNote', { count: transcode.videosReencoding })
  if (ready === total) return t('videos.allReady')
  if (transcode.status === 'WAITING_FOR_VIDEOS') return arrivalNote(transcode)
  const remaining = total - ready
  const originals =
    failed === remaining
      ? t('videos.originalsInstead', { count: remaining })
      : t('videos.originalsUntilReady', { count: remaining })
  return failed > 0 ? `${t('videos.failedCount', { count: failed })} ${originals}` : originals
}

function arrivalNote({ videosArrived, videosExpected }: Pick<Transcode, 'videosArrived' | 'videosExpected'>): string {
  if (videosArrived === videosExpected) return t('videos.allCopied')
  return t('videos.someCopied', { copied: videosArrived, total: videosExpected })
}

/** What happens after processing was stopped, and how to continue. */
export function canceledLabel({ videos }: Pick<Transcode, 'videos'>, canTranscode: boolean): string {
  const isStopping = videos?.nodes.some(({ status }) => status === 'QUEUED' || status === 'TRANSCODING')
  return [
    t('videos.finishedKept'),
    isStopping && t('videos.jobsEnding'),
    canTranscode && !isStopping && t('videos.continueAfterStop'),
  ]
    .filter(Boolean)
    .join(' ')
}
