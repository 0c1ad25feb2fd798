import { play, seekOnceLoaded } from './author.ts'
import { streamWithHls } from './hls-stream.ts'
import type { StopStream, StreamRequest } from './stream-request.ts'
import { setRenditionWidth } from './width.ts'

const hlsType = 'application/vnd.apple.mpegurl'

/**
 * Plays a stream: natively in Safari, with hls.js elsewhere. Chromium says that it can play HLS too, but fails on some
 * streams and hides their captions, so that only browsers with ManagedMediaSource (Safari) are taken at their word.
 */
export function stream(video: HTMLVideoElement, request: StreamRequest): StopStream {
  const canPlay = video.canPlayType(hlsType) !== ''
  if ('ManagedMediaSource' in window && canPlay) return streamNatively(video, request)
  let stopped = false
  let stop: StopStream = () => {
    stopped = true
  }
  import('./hls.ts')
    .then(({ default: Hls }) => {
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
    if (video.getAttribute('src') !== url) return // the author's script has put something else there
    video.removeAttribute('src')
    video.load()
  }
}
