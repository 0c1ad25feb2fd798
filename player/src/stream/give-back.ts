import { callNative, readNative, writeNative } from './masks/native.ts'
import { keepPlayed } from './masks/played-ranges.ts'
import { redrawControls } from './native-controls.ts'
import type { SwappedVideo } from './swapped-video.ts'
import { HeldModes } from './track-modes.ts'

/** How long the file may take to come back. Afterward the page sees the element as it is, in milliseconds. */
const returnTimeoutMs = 10_000
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
  if (swapped.phase === 'stream') {
    file.currentTime = readNative(video, 'currentTime')
    file.playbackRate = readNative(video, 'playbackRate')
    file.readyState = readNative(video, 'readyState')
    if (readNative(video, 'seeking')) swapped.seekTarget = file.currentTime
  }
  const seekTarget = swapped.seekTarget
  const modes = new HeldModes(video)
  swapped.onEnd(() => modes.release())
  keepPlayed(video)
  swapped.startReturn()
  swapped.stream.destroy()
  swapped.loadFile()
  writeNative(video, 'currentTime', seekTarget ?? file.currentTime)
  writeNative(video, 'playbackRate', file.playbackRate)
  if (wasPlaying) swapped.playAgain()
  const finish = () => {
    if (swapped.phase !== 'returning') return
    swapped.phase = 'returned'
    // Browsers fire no event for the start position of a new source.
    if (swapped.isPageSeeking) video.dispatchEvent(new Event('seeked'))
    if (swapped.seekTarget !== null && swapped.seekTarget !== seekTarget)
      writeNative(video, 'currentTime', swapped.seekTarget)
    swapped.isGivenBack = isForGood
    swapped.cleanUp()
    swapped.maskedAttributes.clear()
    redrawControls(video)
    setTimeout(() => swapped.unmask(), lateEventsMs)
  }
  for (const type of ['loadeddata', 'seeked', 'canplay', 'playing', 'timeupdate'])
    events.addEventListener(type, () => swapped.isSettled && finish())
  // The file fails, too. The page sees that as it would without a stream.
  events.addEventListener('error', finish)
  // A browser may load nothing before the next play.
  setTimeout(finish, returnTimeoutMs)
  if (video.autoplay && !wasPlaying) callNative(video, 'pause')
}
