import { counted } from '../../text/count.ts'
import { splitPath } from '../../text/path.ts'
import type { Transcode, Video } from './transcode.ts'

/** How a video's state is meant: it plays, it goes on, it waits, somebody stopped it, it needs somebody. */
export type VideoMood = 'good' | 'going' | 'waiting' | 'stopped' | 'bad'

type State = { words: string; mood: VideoMood }

const STATES: Record<string, State> = {
  EXPECTED: { words: 'On its way from Dropbox', mood: 'waiting' },
  UPLOADED: { words: 'Arrived', mood: 'waiting' },
  QUEUED: { words: 'Waits for its turn', mood: 'waiting' },
  TRANSCODING: { words: 'Being made ready', mood: 'going' },
  READY: { words: 'Ready', mood: 'good' },
  NOT_NEEDED: { words: 'Needs no stream', mood: 'good' },
  FAILED: { words: 'Could not be made ready', mood: 'bad' },
  CANCELED: { words: 'Stopped', mood: 'stopped' },
}

const HELD: State = { words: 'Waits for the budget', mood: 'waiting' }
const UNKNOWN: State = { words: 'Being worked on', mood: 'going' }

/** A video's state in words. States that this page does not know yet are taken as something that goes on. `of`: the state of the whole. */
export function videoState(video: Omit<Video, 'id'>, of: Transcode['status']): State {
  if (video.status === 'QUEUED' && video.held) return HELD
  const state = STATES[video.status] ?? UNKNOWN
  const more = note(video, of)
  return more === null ? state : { ...state, words: `${state.words} · ${more}` }
}

/** What is to be said of a state beside its name. */
function note(
  { status, servedBy, percent, reused, jobsBefore }: Omit<Video, 'id'>,
  of: Transcode['status'],
): string | null {
  switch (status) {
    case 'NOT_NEEDED':
      return servedBy ? `plays that of ${splitPath(servedBy).name}` : 'decoration, plays as it is'
    case 'UPLOADED':
      return arrivedNote(of)
    case 'QUEUED':
      return jobsBefore === null ? null : turnNote(jobsBefore)
    case 'TRANSCODING':
      return percent === null ? null : `${Math.floor(percent)} %`
    case 'READY':
      return reused ? 'made earlier, costs nothing' : null
    default:
      return null
  }
}

function arrivedNote(of: Transcode['status']): string | null {
  if (of === 'WAITING_FOR_VIDEOS') return 'begins when all are here'
  return of === 'CANCELED' ? 'not begun' : null
}

function turnNote(jobsBefore: number): string {
  return jobsBefore === 0 ? 'it is the next' : `${counted(jobsBefore, 'other', 'others')} before it`
}

/** May this one be tried again? Not where the file itself is at fault, which its error then names: that needs another file. */
export function mayTryAgain({ status, path, error }: Pick<Video, 'status' | 'path' | 'error'>): boolean {
  return status === 'CANCELED' || (status === 'FAILED' && error?.path !== path)
}

/** The videos with those first that need somebody; the others stay in their order. */
export function troubleFirst<V extends Pick<Video, 'status'>>(videos: readonly V[]): V[] {
  const rank = ({ status }: V) => (status === 'FAILED' ? 0 : 1)
  return videos.toSorted((one, other) => rank(one) - rank(other))
}
