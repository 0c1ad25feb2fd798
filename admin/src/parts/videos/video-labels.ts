import { formatPercent } from '../../format/count.ts'
import { splitPath } from '../../format/path.ts'
import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'
import type { Transcode, Video } from './transcode.ts'

type StateLabel = { text: string; tone: StatusTone }

const TONES: Record<string, StatusTone> = {
  EXPECTED: 'waiting',
  UPLOADED: 'waiting',
  QUEUED: 'waiting',
  TRANSCODING: 'running',
  READY: 'done',
  NOT_NEEDED: 'done',
  FAILED: 'failed',
  CANCELED: 'waiting',
}

/** The tone of a status. An unknown one counts as running. */
export const statusTone = (status: string): StatusTone => TONES[status] ?? 'running'

/** The state of a video in words, with a detail if there is one. An unknown state counts as running. */
export function videoState(video: Omit<Video, 'id'>, transcodeStatus: Transcode['status']): StateLabel {
  if (video.status === 'QUEUED' && video.pausedForBudget) return { text: t('videos.overBudget'), tone: 'attention' }
  const state = t('videos.state', { status: video.status })
  const detail = stateDetail(video, transcodeStatus)
  const text = detail === null ? state : t('videos.stateDetail', { state, detail })
  return { text, tone: statusTone(video.status) }
}

function stateDetail(
  { status, encodedAs, percent, reused, jobsAhead, usesOlderSettings, reencoding }: Omit<Video, 'id'>,
  transcodeStatus: Transcode['status'],
): string | null {
  switch (status) {
    case 'NOT_NEEDED':
      return encodedAs ? t('videos.sameAs', { name: splitPath(encodedAs).name }) : t('videos.playsAsFile')
    case 'UPLOADED':
      return uploadedDetail(transcodeStatus)
    case 'QUEUED':
      return jobsAhead === null ? null : t('videos.queuePosition', { ahead: jobsAhead })
    case 'TRANSCODING':
      return percent === null ? null : formatPercent(percent)
    case 'READY':
      if (usesOlderSettings) return reencodingDetail(reencoding)
      return reused ? t('videos.reused') : null
    default:
      return null
  }
}

/** How far a video is that is encoded again while its older stream plays. */
function reencodingDetail(reencoding: Video['reencoding']): string {
  if (!reencoding || reencoding.status === 'CANCELED') return t('videos.olderSettings')
  if (reencoding.pausedForBudget) return t('videos.reencodingPaused')
  if (reencoding.status === 'FAILED') return t('videos.reencodingFailed')
  return reencoding.percent === null
    ? t('videos.reencodingQueued')
    : t('videos.reencodingPercent', { percent: formatPercent(reencoding.percent) })
}

function uploadedDetail(transcodeStatus: Transcode['status']): string | null {
  if (transcodeStatus === 'WAITING_FOR_VIDEOS') return t('videos.startsWhenAllCopied')
  return transcodeStatus === 'CANCELED' ? t('videos.notStarted') : null
}

/** Returns whether a video can be retried. An error that names the file itself requires another file. */
export function isRetryable({ status, path, error }: Pick<Video, 'status' | 'path' | 'error'>): boolean {
  return status === 'CANCELED' || (status === 'FAILED' && error?.path !== path)
}

/** The videos that are neither ready nor without need of processing. Failed ones come first. */
export function unfinishedVideos<V extends Pick<Video, 'status'>>(videos: readonly V[]): V[] {
  const rank = ({ status }: V) => (status === 'FAILED' ? 0 : 1)
  const unfinished = videos.filter(({ status }) => status !== 'READY' && status !== 'NOT_NEEDED')
  return unfinished.toSorted((one, other) => rank(one) - rank(other))
}
