import { counted } from '../../text/count.ts'
import { splitPath } from '../../text/path.ts'
import type { Transcode, Video } from './transcode.ts'

/** How a video's state is meant: it plays, it goes on, it waits, it needs somebody. */
export type VideoMood = 'good' | 'going' | 'waiting' | 'bad'

const STATES: Record<string, { words: string; mood: VideoMood }> = {
  EXPECTED: { words: 'On its way from Dropbox', mood: 'waiting' },
  UPLOADED: { words: 'Arrived', mood: 'waiting' },
  QUEUED: { words: 'Waits for its turn', mood: 'waiting' },
  TRANSCODING: { words: 'Being made ready', mood: 'going' },
  READY: { words: 'Ready', mood: 'good' },
  NOT_NEEDED: { words: 'Plays as it is', mood: 'good' },
  FAILED: { words: 'Could not be made ready', mood: 'bad' },
  CANCELED: { words: 'Stopped', mood: 'waiting' },
}

/** A video's state in words. States that this page does not know yet are taken as something that goes on. */
export function videoState({ status, percent, servedBy }: Pick<Video, 'status' | 'percent' | 'servedBy'>): {
  words: string
  mood: VideoMood
} {
  const state = STATES[status] ?? { words: 'Being worked on', mood: 'going' }
  if (servedBy !== null) return { ...state, words: `Not needed: ${splitPath(servedBy).name} serves it` }
  if (state.mood !== 'going' || percent === null) return state
  return { ...state, words: `${state.words} · ${Math.floor(percent)} %` }
}

/** The one sentence over the videos: `2 of 3 videos are ready to stream`, and how many never will be. */
export function videosSentence({
  videosReady,
  videosExpected,
  videosFailed,
}: Pick<Transcode, 'videosReady' | 'videosExpected' | 'videosFailed'>): string {
  if (videosExpected === 0) return 'There are no videos in this package'
  if (videosFailed === videosExpected)
    return videosExpected === 1 ? 'The video could not be made ready' : 'None of the videos could be made ready'
  if (videosExpected === 1) return videosReady === 1 ? 'The video is ready to stream' : 'The video is not ready yet'
  if (videosReady === videosExpected && videosExpected === 2) return 'Both videos are ready to stream'
  if (videosReady === videosExpected) return `All ${counted(videosExpected, 'video')} are ready to stream`
  const failed = videosFailed > 0 ? `, ${videosFailed} could not be made ready` : ''
  return `${videosReady} of ${counted(videosExpected, 'video')} ${videosReady === 1 ? 'is' : 'are'} ready to stream${failed}`
}
