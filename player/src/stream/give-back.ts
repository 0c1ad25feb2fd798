import { callNative, readNative, writeNative } from './native.ts'
import type { SwappedVideo } from './swapped-video.ts'

/** For how long late events of the returned file stay hidden, in milliseconds. */
const lateEventsMs = 2000

/**
 * Makes the author's file the source again, at the same second, with the same speed, and playing if it played. The page
 * does not notice.
 * @param isForGood whether no stream is tried for this file any more
 */
export function giveBack(swapped: SwappedVideo, isForGood: boolean): void {
  const { video, file, events } = swapped
  const wasPlaying = !readNative(video, 'paused')
  swapped.wasPaused = !wasPlaying
  if (swapped.phase === 'stream') {
    file.currentTime = readNative(video, 'currentTime')
    file.playbackRate = readNative(video, 'playbackRate')
    file.readyState = readNative(video, 'readyState')
    if (readNative(video, 'seeking')) swapped.seekTarget = file.currentTime
  }
  const seekTarget = swapped.seekTarget
  swapped.startReturn()
  swapped.stream.destroy()
  swapped.loadFile()
  writeNative(video, 'currentTime', seekTarget ?? file.currentTime)
  writeNative(video, 'playbackRate', file.playbackRate)
  if (wasPlaying) swapped.playNatively()
  const finish = () => {
    if (swapped.phase !== 'returning' || !swapped.isSettled) return
    swapped.phase = 'returned'
    // Browsers fire no event for the start position of a new source.
    if (swapped.isPageSeeking) video.dispatchEvent(new Event('seeked'))
    swapped.maskedAttributes.clear()
    swapped.isGivenBack = isForGood
    swapped.cleanUp()
    setTimeout(() => swapped.unmask(), lateEventsMs)
  }
  for (const type of ['loadeddata', 'seeked', 'canplay', 'playing', 'timeupdate']) events.addEventListener(type, finish)
  events.addEventListener('error', finish)
  if (video.autoplay && !wasPlaying) callNative(video, 'pause')
}
