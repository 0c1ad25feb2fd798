import { installMasks } from './masks.ts'
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
  if (video.poster === '' && playlist.posterUrl) video.poster = playlist.posterUrl
  installMasks()
  const swapped = new SwappedVideo(video, stream, 'rescue', 0)
  const { sourceWidth, sourceHeight } = playlist
  swapped.mask()
  swapped.onEnd(() => onReleased(false))
  swapped.events.addEventListener('play', () => stream.onPlay())
  const restart = setInterval(() => {
    if (stream.waitingMs() >= restartMs) stream.restart()
  }, restartMs)
  swapped.onEnd(() => clearInterval(restart))
  stream.attach(swapped)
  showQualities(swapped)
  if (sourceWidth && sourceHeight && hasNoSize(video)) keepNaturalSize(video, sourceWidth, sourceHeight)
  if (wasPlaying) swapped.playNatively()
  return true
}

/** Browsers show a video that they cannot play, and that the page gives no size, with 300 × 150 pixels. */
const hasNoSize = ({ clientWidth, clientHeight }: HTMLVideoElement) => clientWidth === 300 && clientHeight === 150
