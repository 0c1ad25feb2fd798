import { play, seekOnceLoaded } from './author.ts'
import { streamWithHls } from './hls-stream.ts'
import type { StopStream, StreamRequest } from './stream-request.ts'
import { setRenditionWidth } from './width.ts'

const hlsType = 'application/vnd.apple.mpegurl'

/**
 * The built `hls.ts`, beside the player. Vite loads a module that it knows with `import.meta`, which classic scripts do
 * not have.
 */
const hlsFile = './hls.js'

/**
 * Plays a stream, natively in Safari and with hls.js elsewhere. Chromium also reports native HLS support, but it fails
 * on some streams and hides their captions. Therefore native playback requires ManagedMediaSource, which only Safari
 * has.
 */
export function stream(video: HTMLVideoElement, request: StreamRequest): StopStream {
  const canPlay = video.canPlayType(hlsType) !== ''
  if ('ManagedMediaSource' in window && canPlay) return streamNatively(video, request)
  let stopped = false
  let stop: StopStream = () => {
    stopped = true
  }
  import(/* @vite-ignore */ hlsFile)
    .then(({ default: Hls }: typeof import('./hls.ts')) => {
      if (stopped) return
      if (Hls.isSupported()) stop = streamWithHls(Hls, video, request)
      else if (canPlay) stop = streamNatively(video, request)
      else request.onFailure()
    })
    .catch(request.onFailure)
  return () => stop()
}

function streamNatively(video: HTMLVideoElement, { url, startAt, onFailure }: StreamRequest): StopStream {
  const abortController = new AbortController()
  const { signal } = abortController
  video.addEventListener('error', onFailure, { signal, once: true })
  video.addEventListener('resize', () => setRenditionWidth(video, video.videoWidth), { signal })
  seekOnceLoaded(video, startAt, signal)
  const wasPlaying = !video.paused
  video.src = url
  if (wasPlaying) play(video)
  return () => {
    abortController.abort()
    if (video.getAttribute('src') !== url) return // The author's script has set another source.
    video.removeAttribute('src')
    video.load()
  }
}
