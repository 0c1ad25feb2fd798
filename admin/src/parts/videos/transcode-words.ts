import { count, counted } from '../../text/count.ts'
import type { Transcode, Video } from './transcode.ts'

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
  if (transcode.status === 'WAITING_FOR_VIDEOS') return arriving(transcode)
  const rest = streams - ready
  const files = rest === 1 ? 'file' : 'files'
  const meanwhile = `${whatPlays(transcode)} from your own ${files} meanwhile, where a browser can.`
  return failed > 0 ? `${count(failed)} could not be made ready. ${meanwhile}` : meanwhile
}

function arriving({ videosArrived, videosExpected }: Pick<Transcode, 'videosArrived' | 'videosExpected'>): string {
  if (videosArrived === videosExpected) return 'All are here; the streams begin in a moment.'
  return `${count(videosArrived)} of ${count(videosExpected)} are here. Streams are made as soon as all are.`
}

/** The videos that do not stream, with their verb: those that failed where all of them have, and the others. */
function whatPlays(transcode: Counted): string {
  const { streams, ready, failed } = streamCounts(transcode)
  const rest = streams - ready
  if (failed > 0 && failed < rest) return 'All that do not stream play'
  if (failed > 0 || ready === 0) return rest === 1 ? 'It plays' : 'They play'
  return rest === 1 ? 'The other one plays' : 'The others play'
}

/** What it means that somebody stopped the making, and how to go on. */
export function stoppedWords({ videos }: Pick<Transcode, 'videos'>, mayTranscode: boolean): string {
  const ending = videos?.nodes.some(({ status }) => status === 'QUEUED' || status === 'TRANSCODING')
  return [
    'What is ready stays.',
    ending && 'What is being made now ends in a moment, unless a publication needs it.',
    mayTranscode && !ending && 'To go on, try a video again, or synchronise.',
  ]
    .filter(Boolean)
    .join(' ')
}
