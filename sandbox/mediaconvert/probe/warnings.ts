import type { Warning } from '../job/warning.ts'
import type { AudioStream, Source } from './probe.ts'

/** MediaConvert does not report differences below 0.1 seconds. */
const MIN_REPORTED_SECONDS = 0.1

/** Returns the warnings for audio that is adjusted to the video: 240000 silence added, 240001 audio dropped. */
export function audioWarnings({ video, black }: Source, audio: AudioStream | undefined): Warning[] {
  if (audio?.end === undefined || video.end === undefined) return []
  const added = Math.max(0, audio.start - video.start) + Math.max(0, video.end - audio.end)
  const dropped = black ? 0 : Math.max(0, audio.end - video.end)
  const formatMs = (seconds: number) => `${Math.round(seconds * 1000)} ms`
  return [
    { code: 240000, count: 1, seconds: added, message: `${formatMs(added)} of silence added to audio.` },
    { code: 240001, count: 1, seconds: dropped, message: `${formatMs(dropped)} of audio dropped.` },
  ]
    .filter(({ seconds }) => seconds >= MIN_REPORTED_SECONDS)
    .map(({ seconds, ...warning }) => warning)
}

/**
 * Returns the warning for damage that the decoder skipped. MediaConvert has the code 220000, but its message is
 * unknown. Nothing should depend on either.
 */
export function damageWarning(count: number, message: string): Warning {
  return { code: 220000, count, message: `Input is damaged: ${message}` }
}
