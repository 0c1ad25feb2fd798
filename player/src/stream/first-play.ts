import { installMasks } from './masks.ts'
import { prepare, type SwapRequest, takeOver } from './swap.ts'
import { setWaitingStart } from './waiting-starts.ts'

/**
 * Prepares the stream of a video with `preload=none`, of which nothing is loaded, and makes it the source at the first
 * play. The page sees the stream load as it would see the file. Returns false if the stream cannot be prepared in time.
 */
export async function swapAtFirstPlay(request: SwapRequest): Promise<boolean> {
  const { video, signal, playlist, onReleased } = request
  const stream = await prepare(request).catch(() => null)
  if (!stream) return false
  if (signal.aborted || !request.isStillRight()) {
    stream.destroy()
    return false
  }
  installMasks()
  const stopWaiting = () => {
    setWaitingStart(video, null)
    video.removeEventListener('play', onPlay, true)
    for (const type of ['emptied', 'loadstart', 'loadedmetadata']) video.removeEventListener(type, onLoad, true)
  }
  const start = () => {
    stopWaiting()
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
  // The browser's own controls do not call the page's `play`. The file has just begun to load.
  const onPlay = () => start().playAgain()
  // The page loads the file itself, or another one.
  const onLoad = () => {
    stopWaiting()
    stream.destroy()
    onReleased(false)
  }
  setWaitingStart(video, start)
  video.addEventListener('play', onPlay, true)
  for (const type of ['emptied', 'loadstart', 'loadedmetadata']) video.addEventListener(type, onLoad, true)
  return true
}
