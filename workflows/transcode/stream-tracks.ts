import { ReaderLimitError, type ReaderThreads } from '../limits/reader-threads.ts'
import { type SourceVideo, streamedSeconds, type TimeRange } from '../mediaconvert/video.ts'
import { durationToleranceSeconds, endsEarly, IncompleteStream, type Rendition } from './complete-stream.ts'
import type { inspectSegment } from './source/container/inspect-segment.ts'
import type { TrackTimes } from './source/container/track-times.ts'

/** Reads a segment: when its picture and sound start and end. Null if it cannot be read. */
export type ReadSegment = (uri: string) => Promise<TrackTimes[] | null>

const segmentModule = new URL('./source/container/inspect-segment.ts', import.meta.url)

/** Reads the times of a segment's tracks in a thread. `key`: the content hash of the video. */
export async function readSegmentTimes(
  threads: ReaderThreads,
  key: string,
  bytes: Buffer,
): Promise<TrackTimes[] | null> {
  try {
    return await threads.call<typeof inspectSegment>({ key }, segmentModule, 'inspectSegment', bytes)
  } catch (error) {
    if (error instanceof ReaderLimitError) return null
    throw error
  }
}

/**
 * Returns when picture and sound of the stream should be there. Without black, a stream starts and ends with the picture;
 * the sound is then at most half a second longer.
 */
export function expectedTracks(video: SourceVideo): (TimeRange & { type: TrackTimes['type'] })[] {
  const { picture, sound, needsBlack } = video
  const end = streamedSeconds(video)
  const zero = needsBlack ? 0 : picture.start
  const soundRange = sound && { start: Math.max(0, sound.start - zero), end: Math.min(sound.end - zero, end) }
  return [{ type: 'video', start: 0, end }, ...(soundRange ? [{ type: 'audio' as const, ...soundRange }] : [])]
}

/**
 * Throws `IncompleteStream` unless picture and sound of a rendition are as long as those of the video. Reads the first
 * and the last segment, and others only for a track that ends early. Returns false if segments cannot be read, which says
 * nothing about them.
 */
export async function checkTracks(read: ReadSegment, { uri, segments }: Rendition, video: SourceVideo) {
  const [first, final] = [await read(segments[0]!.uri), await read(segments.at(-1)!.uri)]
  if (!first?.length || !final) return false
  const zero = Math.min(...first.map(({ start }) => start))
  for (const { type, start, end } of expectedTracks(video)) {
    const what = type === 'video' ? 'picture' : 'sound'
    const firstTrack = first.find(track => track.type === type)
    const foundStart = firstTrack ? firstTrack.start - zero : segments[0]!.seconds
    const trackAt = async (index: number) => {
      const tracks = await read(segments[index]!.uri)
      return tracks && (tracks.find(track => track.type === type) ?? 'MISSING')
    }
    const last = final.find(track => track.type === type) ?? (await lastTrack(trackAt, segments.length - 1))
    if (last === null) return false
    const foundEnd = last === 'MISSING' ? 0 : last.end - zero
    if (foundEnd < end - durationToleranceSeconds)
      throw new IncompleteStream(
        `the ${what} of ${uri} ends at ${foundEnd.toFixed(1)}, not at ${end.toFixed(1)}`,
        endsEarly(what, foundEnd, end),
      )
    if (foundStart > start + durationToleranceSeconds)
      throw new IncompleteStream(
        `the ${what} of ${uri} starts at ${foundStart.toFixed(1)}, not at ${start.toFixed(1)}`,
        endsEarly(what, 0, end),
      )
  }
  return true
}

type FoundTrack = TrackTimes | 'MISSING' | null

/** Returns the track in the last of the first `count` segments that has it. Halves the range with each read. */
async function lastTrack(trackAt: (index: number) => Promise<FoundTrack>, count: number): Promise<FoundTrack> {
  let found: FoundTrack = 'MISSING'
  let [from, to] = [0, count]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const track = await trackAt(middle)
    if (track === null) return null
    if (track === 'MISSING') to = middle
    else [found, from] = [track, middle + 1]
  }
  return found
}
