import { readNative } from './masks/native.ts'

/** Returns how many seconds are loaded from the position on. */
export function secondsAhead(video: HTMLVideoElement): number {
  const buffered = readNative(video, 'buffered')
  const time = readNative(video, 'currentTime')
  for (let index = 0; index < buffered.length; index++)
    if (buffered.start(index) <= time && time <= buffered.end(index)) return buffered.end(index) - time
  return 0
}
