import { EncodedPacketSink, type Input, type InputTrack } from 'mediabunny'
import type { EditedTrack } from './edit-list.ts'
import type { TrackTimes } from './track-times.ts'

/**
 * Returns the times of the first video and the default audio track, as they are shown. The library ignores where an edit
 * list ends. Throws if it cannot read the tracks.
 */
export async function timesOfTracks(input: Input, edited = new Map<number, EditedTrack>()): Promise<TrackTimes[]> {
  const tracks = await input.getTracks()
  const sounds = tracks.filter(({ type }) => type === 'audio')
  const dispositions = await Promise.all(sounds.map(track => track.getDisposition()))
  const defaultIndex = dispositions.findIndex(disposition => disposition.default)
  const sound = sounds[Math.max(0, defaultIndex)]
  const picture = tracks.find(({ type }) => type === 'video')
  const times = await Promise.all(
    [picture, sound].flatMap(track => track ?? []).map(track => timesOf(track, edited.get(track.id))),
  )
  return times.filter(time => time !== null)
}

async function timesOf(track: InputTrack, edited: EditedTrack | undefined): Promise<TrackTimes | null> {
  const sink = new EncodedPacketSink(track)
  const first = await sink.getFirstPacket({ metadataOnly: true })
  if (!first) return null
  const lastEnd = await track.computeDuration()
  // Samples before zero only prepare the decoder.
  const start = Math.max(0, await track.getFirstTimestamp())
  const shownEnd = edited ? edited.start + edited.seconds : lastEnd
  // A list of several parts may repeat some. A single one cannot show more than there is.
  const end = edited && edited.parts > 1 ? shownEnd : Math.min(lastEnd, shownEnd)
  return end > start && Number.isFinite(end) ? { type: track.type as TrackTimes['type'], start, end } : null
}
