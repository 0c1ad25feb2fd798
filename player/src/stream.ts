import { play, seekOnceLoaded } from './author.ts'
import { streamWithHls } from './hls-stream.ts'
import { keepWidth } from './width.ts'

/** What a stream needs to begin. */
export type Wish = {
  /** Address of the HLS master playlist. */
  url: string
  /** Seconds. */
  startAt: number
  /** Called once, when the stream cannot be played. The video may still hold the stream's remains; `stop` clears them. */
  failed: () => void
}

/** Ends a stream and leaves the video without a source. */
export type Stop = () => void

const hlsType = 'application/vnd.apple.mpegurl'

/**
 * Plays a stream: natively in Safari, with hls.js elsewhere. Chromium says that it can play HLS too, but fails on some
 * streams and hides their captions, so that only browsers with ManagedMediaSource (Safari) are taken at their word.
 */
export function stream(video: HTMLVideoElement, wish: Wish): Stop {
  const canPlay = video.canPlayType(hlsType) !== ''
  if ('ManagedMediaSource' in window && canPlay) return streamNatively(video, wish)
  let stopped = false
  let stop: Stop = () => {
    stopped = true
  }
  import('./hls.ts')
    .then(({ default: Hls }) => {
      if (stopped) return
      if (Hls.isSupported()) stop = streamWithHls(Hls, video, wish)
      else if (canPlay) stop = streamNatively(video, wish)
      else wish.failed()
    })
    .catch(wish.failed)
  return () => stop()
}

function streamNatively(video: HTMLVideoElement, { url, startAt, failed }: Wish): Stop {
  const ended = new AbortController()
  const { signal } = ended
  video.addEventListener('error', failed, { signal, once: true })
  video.addEventListener('resize', () => keepWidth(video, video.videoWidth), { signal })
  seekOnceLoaded(video, startAt, signal)
  const playing = !video.paused
  video.src = url
  if (playing) play(video)
  return () => {
    ended.abort()
    if (video.getAttribute('src') !== url) return // the author's script has put something else there
    video.removeAttribute('src')
    video.load()
  }
}
