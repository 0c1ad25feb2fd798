/** Reads a segment of a stream in a worker thread. See `stream-tracks.ts`. */
import { BufferSource, Input, Logging, LogLevel, MPEG_TS } from 'mediabunny'
import { timesOfTracks } from './list-tracks.ts'
import type { TrackTimes } from './track-times.ts'

Logging.level = LogLevel.Silent

/** Returns when picture and sound of a segment start and end. Null if the library cannot read it. */
export async function inspectSegment(bytes: Uint8Array): Promise<TrackTimes[] | null> {
  const input = new Input({ formats: [MPEG_TS], source: new BufferSource(bytes) })
  try {
    return await timesOfTracks(input)
  } catch {
    return null
  } finally {
    input.dispose()
  }
}
