import { formatQuantity } from '../../format/count.ts'
import { splitPath } from '../../format/path.ts'
import type { Transcode, Video } from './transcode.ts'

/** How a video's state is meant: it plays, it goes on, it waits, somebody stopped it, it needs somebody. */
export type VideoTone = 'good' | 'going' | 'waiting' | 'stopped' | 'bad'

type StateLabel = { text: string; tone: VideoTone }

const STATES: Record<string, StateLabel> = {
  EXPECTED: { text: 'On its way from Dropbox', tone: 'waiting' },
  UPLOADED: { text: 'Arrived', tone: 'waiting' },
  QUEUED: { text: 'Waits for its turn', tone: 'waiting' },
  TRANSCODING: { text: 'Being made ready', tone: 'going' },
  READY: { text: 'Ready', tone: 'good' },
  NOT_NEEDED: { text: 'Needs no stream', tone: 'good' },
  FAILED: { text: 'Could not be made ready', tone: 'bad' },
  CANCELED: { text: 'Stopped', tone: 'stopped' },
}

const PAUSED: StateLabel = { text: 'Waits for the budget', tone: 'waiting' }
const UNKNOWN: StateLabel = { text: 'Being worked on', tone: 'going' }

/** A video's state in words. States that this page does not know yet are taken as something that goes on. `of`: the state of the whole. */
export function videoState(video: Omit<Video, 'id'>, transcodeStatus: Transcode['status']): StateLabel {
  if (video.status === 'QUEUED' && video.pausedForBudget) return PAUSED
  const state = STATES[video.status] ?? UNKNOWN
  const detail = stateDetail(video, transcodeStatus)
  return detail === null ? state : { ...state, text: `${state.text} · ${detail}` }
}

/** What is to be said of a state beside its name. */
function stateDetail(
  { status, encodedAs, percent, reused, jobsAhead }: Omit<Video, 'id'>,
  transcodeStatus: Transcode['status'],
): string | null {
  switch (status) {
    case 'NOT_NEEDED':
      return encodedAs ? `plays that of ${splitPath(encodedAs).name}` : 'decoration, plays as it is'
    case 'UPLOADED':
      return uploadedDetail(transcodeStatus)
    case 'QUEUED':
      return jobsAhead === null ? null : queuePositionLabel(jobsAhead)
    case 'TRANSCODING':
      return percent === null ? null : `${Math.floor(percent)} %`
    case 'READY':
      return reused ? 'made earlier, costs nothing' : null
    default:
      return null
  }
}

function uploadedDetail(transcodeStatus: Transcode['status']): string | null {
  if (transcodeStatus === 'WAITING_FOR_VIDEOS') return 'begins when all are here'
  return transcodeStatus === 'CANCELED' ? 'not begun' : null
}

function queuePositionLabel(jobsAhead: number): string {
  return jobsAhead === 0 ? 'it is the next' : `${formatQuantity(jobsAhead, 'other', 'others')} before it`
}

/** May this one be tried again? Not where the file itself is at fault, which its error then names: that needs another file. */
export function isRetryable({ status, path, error }: Pick<Video, 'status' | 'path' | 'error'>): boolean {
  return status === 'CANCELED' || (status === 'FAILED' && error?.path !== path)
}

/** The videos with those first that need somebody; the others stay in their order. */
export function failedFirst<V extends Pick<Video, 'status'>>(videos: readonly V[]): V[] {
  const rank = ({ status }: V) => (status === 'FAILED' ? 0 : 1)
  return videos.toSorted((one, other) => rank(one) - rank(other))
}
