import { count, counted } from '../../text/count.ts'
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

/** How far the making of streams is, 0 to 100: what is over counts in full, whatever came of it. Null as long as nobody knows. */
export function streamsPercent({ percent, videos }: Pick<Transcode, 'percent' | 'videos'>): number | null {
  const listed = videos?.nodes ?? []
  // Of a list that is cut off, the mean of all videos must do.
  if (listed.length < (videos?.totalCount ?? 0)) return percent
  const streamed = listed.filter(({ status }) => status !== 'NOT_NEEDED')
  if (streamed.length === 0) return percent
  return streamed.reduce((sum, video) => sum + percentOf(video), 0) / streamed.length
}

const percentOf = ({ status, percent }: Video) =>
  ['READY', 'FAILED', 'CANCELED'].includes(status) ? 100 : (percent ?? 0)

type Counted = Pick<Transcode, 'videosExpected' | 'videosFailed' | 'ready' | 'spared'>

/** How many streams are to be made and how many are there. What a twin serves, and decoration, is in neither. */
export function streamCounts({ videosExpected, videosFailed, ready, spared }: Counted) {
  return {
    streams: videosExpected - (spared?.totalCount ?? 0),
    ready: ready?.totalCount ?? 0,
    failed: videosFailed,
  }
}

/** How many stream, short enough for the heading: `3 of 7 stream`. Null where no video needs a stream. */
export function videosBadge(transcode: Counted): { words: string; all: boolean } | null {
  const { streams, ready } = streamCounts(transcode)
  if (streams === 0) return null
  if (ready < streams)
    return { words: `${count(ready)} of ${count(streams)} ${ready === 1 ? 'streams' : 'stream'}`, all: false }
  return {
    words: streams === 1 ? 'It streams' : streams === 2 ? 'Both stream' : `All ${count(streams)} stream`,
    all: true,
  }
}

/** The whole in a sentence, for whoever has it read out: `2 of 3 videos are ready to stream`, and how many never will be. */
export function videosSentence(transcode: Counted): string {
  const { streams, ready, failed } = streamCounts(transcode)
  if (streams === 0) return 'No video here needs a stream'
  if (failed === streams)
    return streams === 1 ? 'The video could not be made ready' : 'None of the videos could be made ready'
  if (streams === 1) return ready === 1 ? 'The video is ready to stream' : 'The video is not ready yet'
  if (ready === streams && streams === 2) return 'Both videos are ready to stream'
  if (ready === streams) return `All ${counted(streams, 'video')} are ready to stream`
  const never = failed > 0 ? `, ${failed} could not be made ready` : ''
  return `${ready} of ${counted(streams, 'video')} ${ready === 1 ? 'is' : 'are'} ready to stream${never}`
}

/** What plays where, in the line below the heading. */
export function videosNote(transcode: Pick<Transcode, 'status' | 'videosArrived'> & Counted): string {
  const { streams, ready, failed } = streamCounts(transcode)
  if (streams === 0) return 'No video here needs a stream: they play as they are.'
  if (ready === streams) return streams === 1 ? 'It plays on any device.' : 'They play on any device.'
  if (failed === streams) return streams === 1 ? 'It could not be made ready.' : 'None could be made ready.'
  if (transcode.status === 'WAITING_FOR_VIDEOS')
    return `${count(transcode.videosArrived)} of ${count(transcode.videosExpected)} are here. Streams are made as soon as all are.`
  const others =
    ready > 0
      ? streams - ready === 1
        ? 'The other one plays'
        : 'The others play'
      : streams === 1
        ? 'It plays'
        : 'They play'
  return `${others} from your own ${streams - ready === 1 ? 'file' : 'files'} meanwhile, where a browser can.`
}

/** What it means that somebody stopped the making, and how to go on. */
export function stoppedWords({ videos }: Pick<Transcode, 'videos'>, mayTranscode: boolean): string {
  const ending = videos?.nodes.some(({ status }) => status === 'QUEUED' || status === 'TRANSCODING')
  return [
    'What is ready stays.',
    ending && 'What is being made now ends in a moment, unless a publication needs it.',
    mayTranscode && !ending && 'Try a video again, or synchronise to go on with all of them.',
  ]
    .filter(Boolean)
    .join(' ')
}
