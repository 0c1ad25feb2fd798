import { formatCount, formatQuantity } from '../../format/count.ts'
import type { Transcode, Video } from './transcode.ts'

/** How far the making of streams is, 0 to 100: what is over counts in full, whatever came of it. Null as long as nobody knows. */
export function encodingPercent({ percent, videos }: Pick<Transcode, 'percent' | 'videos'>): number | null {
  const listedVideos = videos?.nodes ?? []
  // Of a list that is cut off, the mean of all videos must do.
  if (listedVideos.length < (videos?.totalCount ?? 0)) return percent
  const videosToEncode = listedVideos.filter(({ status }) => status !== 'NOT_NEEDED')
  if (videosToEncode.length === 0) return percent
  return videosToEncode.reduce((sum, video) => sum + videoPercent(video), 0) / videosToEncode.length
}

const videoPercent = ({ status, percent }: Video) =>
  ['READY', 'FAILED', 'CANCELED'].includes(status) ? 100 : (percent ?? 0)

type VideoCounts = Pick<Transcode, 'videosExpected' | 'videosFailed' | 'ready' | 'spared'>

/** How many streams are to be made and how many are there. What a twin serves, and decoration, is in neither. */
export function encodingCounts({ videosExpected, videosFailed, ready, spared }: VideoCounts) {
  return {
    total: videosExpected - (spared?.totalCount ?? 0),
    ready: ready?.totalCount ?? 0,
    failed: videosFailed,
  }
}

/** How many stream, short enough for the heading: `3 of 7 stream`. Null where no video needs a stream. */
export function videosBadge(transcode: VideoCounts): { text: string; isComplete: boolean } | null {
  const { total, ready } = encodingCounts(transcode)
  if (total === 0) return null
  if (ready < total)
    return {
      text: `${formatCount(ready)} of ${formatCount(total)} ${ready === 1 ? 'streams' : 'stream'}`,
      isComplete: false,
    }
  return {
    text: total === 1 ? 'It streams' : total === 2 ? 'Both stream' : `All ${formatCount(total)} stream`,
    isComplete: true,
  }
}

/** The whole in a sentence, for whoever has it read out: `2 of 3 videos are ready to stream`, and how many never will be. */
export function videosSummary(transcode: VideoCounts): string {
  const { total, ready, failed } = encodingCounts(transcode)
  if (total === 0) return 'No video here needs a stream'
  if (failed === total)
    return total === 1 ? 'The video could not be made ready' : 'None of the videos could be made ready'
  if (total === 1) return ready === 1 ? 'The video is ready to stream' : 'The video is not ready yet'
  if (ready === total && total === 2) return 'Both videos are ready to stream'
  if (ready === total) return `All ${formatQuantity(total, 'video')} are ready to stream`
  const failedSuffix = failed > 0 ? `, ${failed} could not be made ready` : ''
  return `${ready} of ${formatQuantity(total, 'video')} ${ready === 1 ? 'is' : 'are'} ready to stream${failedSuffix}`
}

/** What plays where, in the line below the heading. */
export function playbackNote(transcode: Pick<Transcode, 'status' | 'videosArrived'> & VideoCounts): string {
  const { total, ready, failed } = encodingCounts(transcode)
  if (total === 0) return 'No video here needs a stream: they play as they are.'
  if (ready === total) return total === 1 ? 'It plays on any device.' : 'They play on any device.'
  if (transcode.status === 'WAITING_FOR_VIDEOS') return arrivalNote(transcode)
  const remaining = total - ready
  const files = remaining === 1 ? 'file' : 'files'
  const meanwhile = `${remainingVideosPhrase(transcode)} from your own ${files} meanwhile, where a browser can.`
  return failed > 0 ? `${formatCount(failed)} could not be made ready. ${meanwhile}` : meanwhile
}

function arrivalNote({ videosArrived, videosExpected }: Pick<Transcode, 'videosArrived' | 'videosExpected'>): string {
  if (videosArrived === videosExpected) return 'All are here; the streams begin in a moment.'
  return `${formatCount(videosArrived)} of ${formatCount(videosExpected)} are here. Streams are made as soon as all are.`
}

/** The videos that do not stream, with their verb: those that failed where all of them have, and the others. */
function remainingVideosPhrase(transcode: VideoCounts): string {
  const { total, ready, failed } = encodingCounts(transcode)
  const remaining = total - ready
  if (failed > 0 && failed < remaining) return 'All that do not stream play'
  if (failed > 0 || ready === 0) return remaining === 1 ? 'It plays' : 'They play'
  return remaining === 1 ? 'The other one plays' : 'The others play'
}

/** What it means that somebody stopped the making, and how to go on. */
export function canceledLabel({ videos }: Pick<Transcode, 'videos'>, canTranscode: boolean): string {
  const isStopping = videos?.nodes.some(({ status }) => status === 'QUEUED' || status === 'TRANSCODING')
  return [
    'What is ready stays.',
    isStopping && 'What is being made now ends in a moment, unless a publication needs it.',
    canTranscode && !isStopping && 'To go on, try a video again, or synchronise.',
  ]
    .filter(Boolean)
    .join(' ')
}
