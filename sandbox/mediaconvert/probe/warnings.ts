import type { Source } from './probe.ts'
import type { Warning } from '../job/warning.ts'

/** MediaConvert says nothing of less than a tenth of a second. */
const MIN_REPORTED_SECONDS = 0.1

/** What is done to the sound to make it as long as the picture: 240000 silence added, 240001 sound left out. */
export function soundWarnings({ video, audio: [audio] }: Source): Warning[] {
  if (audio?.end === undefined || video.end === undefined) return []
  const added = Math.max(0, audio.start - video.start) + Math.max(0, video.end - audio.end)
  const dropped = Math.max(0, audio.end - video.end)
  const formatMs = (seconds: number) => `${Math.round(seconds * 1000)} ms`
  return [
    { code: 240000, count: 1, seconds: added, message: `${formatMs(added)} of silence added to audio.` },
    { code: 240001, count: 1, seconds: dropped, message: `${formatMs(dropped)} of audio dropped.` },
  ]
    .filter(({ seconds }) => seconds >= MIN_REPORTED_SECONDS)
    .map(({ seconds, ...warning }) => warning)
}

/**
 * The decoder met damage, and went on. That MediaConvert has the code 220000 is known, its words are not: nothing should
 * depend on either.
 */
export function damageWarning(count: number, message: string): Warning {
  return { code: 220000, count, message: `Input is damaged: ${message}` }
}
