import type Hls from 'hls.js'
import type { Playlist } from '../page/playlists.ts'
import { stopAtFragmentEnd } from './fragment-end.ts'
import { giveBack } from './give-back.ts'
import { keepAuthoredSrc } from './masks/authored-src.ts'
import type { FileValues } from './masks/file-values.ts'
import { installMasks } from './masks/masks.ts'
import { callNative, writeNative } from './masks/native.ts'
import { maskOwnProperties } from './masks/own-properties.ts'
import { isReadByPage, watchPixelReads } from './masks/pixel-reads.ts'
import { keepPlayed } from './masks/played-ranges.ts'
import { redrawControls } from './native-controls.ts'
import { captureStill, holdPicture, type Still } from './picture.ts'
import { afterPress, keepClicks } from './presses.ts'
import { showQualities } from './quality-listeners.ts'
import { type PrepareOptions, prepareHlsStream } from './source/hls-stream.ts'
import type { PreparedStream } from './source/media-source.ts'
import { playsHlsNatively, prepareNativeStream } from './source/native-stream.ts'
import { isStyledBySource } from './styled-by-source.ts'
import { SwappedVideo } from './swapped-video.ts'
import { HeldModes } from './track-modes.ts'
import { watchStream } from './watchdog.ts'

/** How long a stream may take from becoming the source to its first picture. Afterward the file comes back. */
const attachTimeoutMs = 4000

export type SwapRequest = {
  video: HTMLVideoElement
  playlist: Playlist
  /** The address of the master playlist. */
  url: string
  /** Returns the highest ready state that the page has heard of. It rises during a preparation. */
  announcedState: () => number
  loadHls: () => Promise<typeof Hls>
  /** Aborted when the page plays the file. */
  signal: AbortSignal
  /** Whether the change is still allowed. Asked again right before it. */
  isStillRight: () => boolean
  /** Called when the element has another source than the stream. `isFinished`: this file is to stay. */
  onReleased: (isFinished: boolean) => void
}

/**
 * Prepares a stream beside the element and makes it the source when it is ready, without the page noticing. Returns
 * false if the author's file stays, because the stream failed or the moment has passed.
 */
export async function swap(request: SwapRequest): Promise<boolean> {
  const { video, signal } = request
  watchPixelReads()
  const stream = await prepareToSwap(request)
  if (!stream) return false
  const still = await captureStill(video).catch(() => null)
  await afterPress()
  if (signal.aborted || !request.isStillRight() || isReadByPage(video)) {
    stream.destroy()
    if (still) URL.revokeObjectURL(still.url)
    return false
  }
  takeOver(request, stream, { phase: 'attaching', still })
  return true
}

/** Prepares the stream that shall take the place of a file. Null where the file stays. */
export async function prepareToSwap(request: SwapRequest): Promise<PreparedStream | null> {
  return isStyledBySource(request.video) ? null : prepare(request).catch(() => null)
}

/** Loads what the stream begins with. The element is not touched. */
export async function prepare(request: SwapRequest): Promise<PreparedStream> {
  const { video, url, signal } = request
  const options: PrepareOptions = {
    url,
    fileUrl: video.currentSrc,
    startAt: video.currentTime,
    preloadsAll: ['auto', ''].includes(video.getAttribute('preload') ?? 'metadata'),
    signal,
  }
  if (playsHlsNatively()) return prepareNativeStream(options)
  const Library = await request.loadHls()
  if (!Library.isSupported()) throw new Error('this browser has no MediaSource')
  return prepareHlsStream(Library, options)
}

/**
 * Makes a stream the source of a video and hides that from the page.
 * @param change.known what the page will read of the file, where the browser has not loaded it
 */
export function takeOver(
  request: SwapRequest,
  stream: PreparedStream,
  change: { phase: 'attaching' | 'starting'; still: Still | null; known?: Partial<FileValues> },
): SwappedVideo {
  const { video, onReleased, announcedState } = request
  installMasks()
  const swapped = new SwappedVideo(video, stream, change.phase, announcedState())
  Object.assign(swapped.file, change.known)
  const { file, events } = swapped
  const modes = new HeldModes(video)
  swapped.onEnd(() => modes.release())
  keepPlayed(video)
  swapped.mask()
  maskOwnProperties(swapped)
  keepAuthoredSrc(swapped)
  swapped.onEnd(() => onReleased(swapped.isGivenBack))
  holdPicture(swapped, change.still)
  if (change.phase === 'attaching') keepClicks(swapped)
  const fail = () => {
    if (swapped.phase === change.phase) giveBack(swapped, true)
  }
  const timeout = setTimeout(fail, attachTimeoutMs)
  swapped.onEnd(() => clearTimeout(timeout))
  events.addEventListener('error', fail, { once: true })
  // The ready state changes before the event. Settled too early, the page would see the event.
  let hasFrame = false
  events.addEventListener('loadeddata', () => {
    hasFrame = true
  })
  const settle = () => {
    if (swapped.phase !== change.phase || !hasFrame || !swapped.isSettled) return
    clearTimeout(timeout)
    swapped.phase = 'stream'
    modes.release()
    events.dispatchEvent(new Event('settled'))
    redrawControls(video)
    const { seekTarget } = swapped
    swapped.seekTarget = null
    if (seekTarget !== null) writeNative(video, 'currentTime', seekTarget)
    if (swapped.hasPlayed) stream.onPlay()
    showQualities(swapped)
    watchStream(swapped)
  }
  for (const type of ['loadeddata', 'seeked', 'canplay']) events.addEventListener(type, settle)
  events.addEventListener('play', () => stream.onPlay())
  swapped.onEnd(stopAtFragmentEnd(swapped))
  stream.attach(swapped)
  // A new source resets both, and arms autoplay again.
  if (file.currentTime > 0) writeNative(video, 'currentTime', file.currentTime)
  writeNative(video, 'playbackRate', file.playbackRate)
  if (video.autoplay) callNative(video, 'pause')
  return swapped
}
