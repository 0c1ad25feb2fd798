import { installMasks } from './masks/masks.ts'
import { prepareToSwap, type SwapRequest, takeOver } from './swap.ts'
import { setWaitingStart } from './waiting-starts.ts'

/** How often a waiting stream looks whether its element is still in the page, in milliseconds. */
const connectionCheckMs = 5000

/**
 * Prepares the stream of a video with `preload=none`, of which nothing is loaded, and makes it the source at the first
 * play. The page sees the stream load as it would see the file. Returns false if the stream cannot be prepared in time.
 */
export async function swapAtFirstPlay(request: SwapRequest): Promise<boolean> {
  const { video, signal, playlist, onReleased } = request
  const stream = await prepareToSwap(request)
  if (!stream) return false
  if (signal.aborted || !request.isStillRight()) {
    stream.destroy()
    return false
  }
  installMasks()
  const stopWaiting = () => {
    clearInterval(connection)
    setWaitingStart(video, null)
    video.removeEventListener('play', onPlay, true)
    for (const type of ['emptied', 'loadstart', 'loadedmetadata']) video.removeEventListener(type, onLoad, true)
  }
  const { currentSrc } = video
  const start = (isRight: boolean) => {
    stopWaiting()
    if (!isRight) {
      stream.destroy()
      onReleased(false)
      return null
    }
    return takeOver(request, stream, {
      phase: 'starting',
      still: null,
      known: {
        duration: playlist.sourceSeconds!,
        videoWidth: playlist.sourceWidth!,
        videoHeight: playlist.sourceHeight!,
      },
    })
  }
  // The page may have given the video another file in this very task.
  const onCall = () => start(request.isStillRight())
  // The browser's own controls do not call the page's `play`. The file has just begun to load.
  const onPlay = () =>
    start(video.currentSrc === currentSrc && video.readyState === HTMLMediaElement.HAVE_NOTHING)?.playAgain()
  // The page loads the file itself, or another one.
  const onLoad = () => {
    stopWaiting()
    stream.destroy()
    onReleased(false)
  }
  const connection = setInterval(() => video.isConnected || onLoad(), connectionCheckMs)
  setWaitingStart(video, onCall)
  video.addEventListener('play', onPlay, true)
  for (const type of ['emptied', 'loadstart', 'loadedmetadata']) video.addEventListener(type, onLoad, true)
  return true
}
