/** When the samples of a track start and end, in seconds. */
export type TrackTimes = { type: 'video' | 'audio'; start: number; end: number }

/** The length of a video, and where its picture and its sound lie in it, in seconds. Null without sound. */
export type VideoLength = {
  durationSeconds: number
  pictureStartSeconds: number
  pictureEndSeconds: number
  soundStartSeconds: number | null
  soundEndSeconds: number | null
}

/**
 * Returns the length of these tracks: from the start of the first sample to the end of the last one. Null without a
 * picture that has a length.
 */
export function lengthOf(tracks: TrackTimes[]): VideoLength | null {
  const picture = tracks.find(({ type }) => type === 'video')
  const sound = tracks.find(({ type }) => type === 'audio')
  if (!picture) return null
  const start = Math.min(...tracks.map(track => track.start))
  const relative = (seconds: number) => Math.round((seconds - start) * 1e6) / 1e6
  const durationSeconds = relative(Math.max(...tracks.map(({ end }) => end)))
  if (!(durationSeconds > 0)) return null
  return {
    durationSeconds,
    ...{ pictureStartSeconds: relative(picture.start), pictureEndSeconds: relative(picture.end) },
    soundStartSeconds: sound ? relative(sound.start) : null,
    soundEndSeconds: sound ? relative(sound.end) : null,
  }
}
