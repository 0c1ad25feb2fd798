import { removeAddedStyles } from './masks/authored-style.ts'
import { installMasks } from './masks/masks.ts'
import { maskOwnProperties } from './masks/own-properties.ts'
import { keepNaturalSize } from './picture.ts'
import { showQualities } from './quality-listeners.ts'
import { prepare, type SwapRequest } from './swap.ts'
import { SwappedVideo } from './swapped-video.ts'

/** How often a stream that gets no bytes starts again, in milliseconds. There is no file to return to. */
const restartMs = 4000

/**
 * Plays the stream of a video whose file the browser cannot play. The page sees the author's addresses and otherwise
 * the stream's own properties and events, because of the file it has seen nothing but an error. Returns false when the
 * stream cannot be played either.
 */
export async function rescue(request: SwapRequest): Promise<boolean> {
  const { video, playlist, onReleased } = request
  const stream = await prepare(request).catch(() => null)
  if (!stream || !request.isStillRight()) {
    stream?.destroy()
    return false
  }
  const wasPlaying = !video.paused || video.autoplay
  installMasks()
  const swapped = new SwappedVideo(video, stream, 'rescue', 0)
  const { sourceWidth, sourceHeight } = playlist
  swapped.mask()
  maskOwnProperties(swapped)
  showPoster(swapped, playlist.posterUrl)
  swapped.onEnd(() => onReleased(false))
  swapped.events.addEventListener('play', () => stream.onPlay())
  const restart = setInterval(() => {
    if (!video.isConnected && video.paused) endOutsidePage(swapped)
    else if (stream.waitingMs() >= restartMs) stream.restart()
  }, restartMs)
  swapped.onEnd(() => clearInterval(restart))
  // The first `emptied` belongs to the attachment. Later ones mean that the page has another source.
  swapped.events.addEventListener('loadstart', () => {
    swapped.hasAttached = true
  })
  stream.attach(swapped)
  showQualities(swapped)
  if (sourceWidth && sourceHeight && hasNoSize(video)) {
    const added = keepNaturalSize(video, sourceWidth, sourceHeight)
    swapped.onEnd(() => removeAddedStyles(video, added, swapped.file.attributes.style))
  }
  if (wasPlaying) swapped.playNatively()
  return true
}

/** Shows the poster of the stream where the page has none, until the stream ends. */
function showPoster(swapped: SwappedVideo, url: string | null): void {
  const { video } = swapped
  if (!url || video.hasAttribute('poster')) return
  video.poster = url
  swapped.onEnd(() => video.removeAttribute('poster'))
}

/** An element that nobody sees or hears needs no stream. Its timers would keep it in memory. */
function endOutsidePage(swapped: SwappedVideo): void {
  swapped.end()
  swapped.loadFile()
}

/** Browsers show a video that they cannot play, and that the page gives no size, with 300 × 150 pixels. */
const hasNoSize = ({ clientWidth, clientHeight }: HTMLVideoElement) => clientWidth === 300 && clientHeight === 150
